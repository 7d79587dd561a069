"""Walks a story: each step is done on the real screens (or by its verb) and in the ledger, and then
everything the program says is compared with what is true.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.models import Detainer
from reports.detainers.values import DetainerValues
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from reports.persons.values import PersonValues
from reports.records.production.models import Production
from reports.web.desk.home.worklists import work_lists
from reports.workflow.amendments import amend_detainer
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import agency as an_agency
from tests.factories.people import person as a_user
from tests.notices.spoken import spoken_text
from tests.stories.ledger import CONNECTICUT, NO, YES, Act, Decided, Ledger, Letter, Request
from tests.support.stopped_clock import set_clock
from tests.web.desk import typing

MONDAY = datetime(2026, 3, 2, tzinfo=CONNECTICUT)
PLACES = {"served": "served", "superseded": "replaced", "voided": "void"}
GROUP = re.compile(r'id="[-\w]+-title">\s*([^<]+?)\s*<span[^>]*>(\d+)</span>')
# What only says that somebody else waits, or where the desk may look; no part of these stories.
NOT_COMPARED = {"Releases due within 48 hours", "The agency", "Reports", "Drafts"}
HEADS_STEPS = {"Needs agency head review", "Needs decision"}
WEIGHED = "The conviction was checked, and counsel read the finding."
OUTCOMES = {"federal": "taken_by_federal"}


def at(clock_time: str, day: int = 0) -> datetime:
    """A time on a day of the story, as the clock on the wall of the desk shows it."""
    hour, minute = clock_time.split(":")
    there = MONDAY + timedelta(days=day)
    return there.replace(hour=int(hour), minute=int(minute)).astimezone(UTC)


class Town:
    """A police department in a story, with its people, its clock and its ledger."""

    def __init__(self, code: str, patch: pytest.MonkeyPatch, **agency: Any) -> None:
        heading = {"address": "1 Main Street, Anytown, CT 06000", "phone": "860 555 0100"}
        self.agency: Agency = an_agency(code, **{**heading, **agency})
        self.people = {
            role: a_user(role, at_agency=self.agency) for role in (Role.CLERK, Role.AGENCY_HEAD)
        }
        self.ledger = Ledger()
        self.rows: dict[Request, Detainer] = {}
        self.accesses: dict[Act, Access] = {}
        self._patch = patch
        self.now = at("09:00")
        self._shown: list[tuple[object, ...]] = []

    # The clock and the people --------------------------------------------------------------------

    def is_it(self, clock_time: str, day: int = 0) -> datetime:
        """The clock shows this now."""
        self.now = at(clock_time, day)
        set_clock(self._patch, lambda: self.now)
        return self.now

    def browser(self, role: Role = Role.CLERK) -> Client:
        """Somebody of the department at a screen."""
        return typing.signed_in(User.objects.get(pk=self.people[role].pk))

    def send(self, role: Role, screen: str, *args: object, expect: Any = 302, **fields: Any) -> Any:
        """Fill in a screen and send it."""
        answer = self.browser(role).post(reverse(f"desk:{screen}", args=args), fields)
        found = " ".join(re.findall(r"usa-error-message[^>]*>(.*?)</", answer.content.decode()))
        assert answer.status_code == expect, f"{screen}: {answer.status_code} {found}"
        return answer

    # Steps -----------------------------------------------------------------------------------

    def receives(
        self,
        *asks: str,
        when: str = "10:00",
        day: int = 0,
        entered: str = "",
        entered_day: int | None = None,
        who: dict[str, Any] | None = None,
        same_person: Request | None = None,
        releasing: str = "09:00",
        releasing_day: int = 1,
        has_ground: bool = True,
        **values: Any,
    ) -> Request:
        """A request comes, and the clerk writes it down."""
        came = at(when, day)
        self.is_it(entered or when, day if entered_day is None else entered_day)
        asks = asks or ("hold", "notify_release")
        person = make.person_values(**(who or {}))
        due = at(releasing, day + releasing_day)
        given: dict[str, Any] = {"release_due_at": due, "purposes": asks, **values}
        known = self._row(same_person).person if same_person else None
        wanted: DetainerValues = make.detainer_values(
            at=came + timedelta(hours=1), **{**given, "received_at": came}
        )
        row = self._log(wanted, person, known)
        on_paper = wanted.form != "none" or wanted.channel not in {"phone", "in_person"}
        request = Request(
            came_at=came,
            entered_at=self.now,
            asks=tuple(asks),
            name=f"{person.given_names} {person.family_name}".strip(),
            office=wanted.federal_office,
            lawyer=person.attorney_name,
            designee=person.designee_name,
            is_verified=wanted.verification != "none",
            is_detainer=wanted.form != "none" or bool({"hold", "notify_release"} & set(asks)),
            on_paper=on_paper,
            in_custody=bool(wanted.in_custody),
            has_ground=has_ground and bool(wanted.grounds) and "hold" in asks,
            release_due_at=wanted.release_due_at,
            cancels_unmatched=wanted.cancels_on is not None,
        )
        self.rows[request] = row
        self.ledger.requests.append(request)
        request.receive()
        if same_person:
            request.learn_of(same_person)
            same_person.learn_of(request)
        self.agrees()
        return request

    def _log(self, values: DetainerValues, person: PersonValues, known: Any) -> Detainer:
        return log_detainer(
            agency=self.agency,
            person=person,
            same_person=known,
            values=values,
            form_token=uuid4(),
            by=self.people[Role.CLERK],
            at=self.now,
        )

    def reviews(self, request: Request, when: str = "10:30", day: int = 0) -> None:
        """The head reads the request on screen."""
        self.is_it(when, day)
        self.send(Role.AGENCY_HEAD, "review", self.rows[request].pk, note="")
        request.review()
        self.agrees()

    def decides(
        self,
        request: Request,
        when: str,
        day: int = 0,
        *,
        reason: str = "",
        departs: str = "",
        **answers: str,
    ) -> Decided:
        """The head decides, after reading the request where that is still open."""
        if request.needs_review:
            self.reviews(request, when, day)
        self.is_it(when, day)
        words = reason or f"We weighed the request at {when} of day {day}."
        fields = {f"choice_{what}": answers[what] for what in request.asks}
        # Asked only of a decision that departs, or acts where the law is unsettled.
        fields |= {"departure_reason": departs or WEIGHED, "counsel_consulted": "yes"}
        self.send(Role.AGENCY_HEAD, "decide", self.rows[request].pk, reason=words, **fields)
        made = request.decide(self.now, self.now, words, **answers)
        self.agrees()
        return made

    def decided_before(
        self, request: Request, when: str, day: int = 0, *, decided: str, **answers: str
    ) -> Decided:
        """A decision made earlier is written down, with its time."""
        if request.needs_review:
            self.reviews(request, when, day)
        self.is_it(when, day)
        words = f"We weighed the request at {decided}, and wrote it down at {when}."
        fields = {f"choice_{what}": answers[what] for what in request.asks}
        self.send(
            Role.AGENCY_HEAD,
            "decide",
            self.rows[request].pk,
            reason=words,
            departure_reason=WEIGHED,
            counsel_consulted="yes",
            **typing.local("decided_at", at(decided, day)),
            **fields,
        )
        made = request.decide(at(decided, day), self.now, words, **answers)
        self.agrees()
        return made

    def says_yes(self, request: Request, when: str, day: int = 0) -> Decided:
        """The head decides to do everything that was asked."""
        return self.decides(request, when, day, **dict.fromkeys(request.asks, YES))

    def says_no(self, request: Request, when: str, day: int = 0) -> Decided:
        """The head decides to do nothing of it."""
        return self.decides(request, when, day, **dict.fromkeys(request.asks, NO))

    def tells(
        self,
        request: Request,
        when: str,
        day: int = 0,
        *,
        releasing: str = "09:00",
        releasing_day: int = 1,
        how: str = "fax",
        why: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> Act:
        """The clerk tells ICE when the person will be let go."""
        if request.needs_review:
            self.reviews(request, when, day)
        self.is_it(when, day)
        released = at(releasing, releasing_day)
        fields = {
            **typing.local("sent_at", self.now),
            **typing.local("notified_release_at", released),
            "form_token": str(uuid4()),
            "channel": how,
            "recipient": "ICE ERO Hartford",
            "what": "notifies",
            "text": "The release was told.",
            "reason_against_decision": why,
        }
        self.send(Role.CLERK, "reply", self.rows[request].pk, **{**fields, **(typed or {})})
        act = request.do(Act("B", self.now, released, by_reply=True, why=why))
        self.accesses[act] = self._newest_access()
        self.ledger.alarms += bool(why)
        self.agrees()
        return act

    def refuses(self, request: Request, when: str, day: int = 0, *, expect: Any = 302) -> None:
        """The clerk answers ICE that nothing of it is done."""
        self.is_it(when, day)
        self.send(
            Role.CLERK,
            "reply",
            self.rows[request].pk,
            **typing.local("sent_at", self.now),
            form_token=str(uuid4()),
            channel="fax",
            what="refusal",
            text="We decline.",
            expect=expect,
        )
        self.agrees()

    def gives(
        self,
        kind: str,
        when: str,
        day: int = 0,
        *,
        to: Request,
        releasing: str = "",
        why: str = "",
        entered: str = "",
    ) -> Act:
        """The clerk records an access under a request."""
        done = at(when, day)
        self.is_it(entered or when, day)
        told = {"is_about_release": "yes" if releasing else "no"}
        if releasing:
            told |= typing.local("notified_release_at", at(releasing, day + 1))
        self.send(
            Role.CLERK,
            "detainer_access_add",
            self.rows[to].pk,
            **self._access_fields(kind, done),
            **told,
            reason_against_decision=why,
        )
        release = at(releasing, day + 1) if releasing else None
        act = to.do(Act(kind, done, release, why=why))
        self.accesses[act] = self._newest_access()
        self.ledger.alarms += bool(why)
        self.agrees()
        return act

    def gives_unasked(self, kind: str, when: str, day: int = 0, *, releasing: str = "") -> Act:
        """The clerk records what was done though no request asked for it."""
        self.is_it(when, day)
        told = typing.local("notified_release_at", at(releasing, day + 1)) if releasing else {}
        fields = {**self._access_fields(kind, self.now), "basis": "other", **told}
        self.send(
            Role.CLERK,
            "access_new",
            **fields,
            is_about_release="yes" if releasing else "no",
            family_name="Nuñez",
            given_names="Ana",
        )
        act = Act(kind, self.now, at(releasing, day + 1) if releasing else None)
        self.ledger.others.append(act)
        self.accesses[act] = self._newest_access()
        self.agrees()
        return act

    def hands_over_by_hand(self, act: Act, when: str, day: int = 0) -> None:
        """The person gets a letter that was filled in by hand."""
        self.is_it(when, day)
        fields = typing.local("handed_over_at", self.now)
        self.send(Role.CLERK, "access_by_hand", self.accesses[act].pk, **fields)
        act.has_letter_by_hand = True
        self.agrees()

    def voids_unasked(self, act: Act, when: str) -> None:
        """The head marks what was done unasked as never done."""
        self.is_it(when)
        self.send(
            Role.AGENCY_HEAD, "access_void", self.accesses[act].pk, reason="The wrong person."
        )
        act.is_voided = True
        self.agrees()

    def _access_fields(self, kind: str, done: datetime) -> dict[str, Any]:
        return {
            "kind": kind,
            "basis": "detainer",
            **typing.local("occurred_at", done),
            "sex": "F",
            "race": "W",
            "ethnicity": "H",
            "age": "34",
            "form_token": str(uuid4()),
        }

    def _newest_access(self) -> Access:
        return Access.objects.filter(agency=self.agency).latest("recorded_at")

    def corrects_act(
        self, request: Request, act: Act, when: str, *, kind: str, done: str, releasing: str = ""
    ) -> Act:
        """The clerk corrects what an access was, or when."""
        self.is_it(when)
        told = {"is_about_release": "yes" if releasing else "no"}
        if releasing:
            told |= typing.local("notified_release_at", at(releasing, 1))
        self.send(
            Role.CLERK,
            "access_correct",
            self.accesses[act].pk,
            **self._access_fields(kind, at(done)),
            **told,
            reason="The wrong hour was written.",
        )
        new = Act(kind, at(done), at(releasing, 1) if releasing else None, act.by_reply)
        request.correct_act(act, new)
        self.accesses[new] = self._newest_access()
        self.agrees()
        return new

    def voids_act(self, request: Request, act: Act, when: str) -> None:
        """The head marks an access as one that never was."""
        self.is_it(when)
        self.send(
            Role.AGENCY_HEAD, "access_void", self.accesses[act].pk, reason="The wrong person."
        )
        request.void_act(act)
        self.agrees()

    def acknowledges(self, act: Act, when: str, day: int = 0) -> None:
        """The head reads why something was done against the decision."""
        self.is_it(when, day)
        access = self.accesses[act]
        marked = (access.reply or access).act_against
        self.send(Role.AGENCY_HEAD, "act_acknowledge", marked.pk)
        act.is_acknowledged = True
        self.agrees()

    def asks_whom_to_tell(self, request: Request, act: Act, when: str, answer: str) -> None:
        """The person is asked for an attorney, or one other person, to be told of the release."""
        self.is_it(when)
        self.send(
            Role.CLERK,
            "contact_inquiry",
            self.accesses[act].pk,
            **typing.local("inquired_at", self.now),
            answer=answer,
            note="In hospital." if answer == "not_asked" else "",
        )
        act.asked_for_others = answer == "nobody"
        self.agrees()

    def asks_for_the_fax(self, request: Request, when: str, day: int = 0) -> Production:
        """The clerk asks for a paper as it was received, for a court."""
        self.is_it(when, day)
        paper = add_attachment(
            detainer=self._row(request),
            kind="other",
            label="Envelope",
            data=typing.scan().read(),
            by=self.people[Role.CLERK],
            at=self.now,
        )
        self.send(
            Role.CLERK,
            "production_ask",
            paper.pk,
            form_token=str(uuid4()),
            produced_for="court",
            recipient="Superior Court, HHD-CV26-1",
            purpose="Motion to suppress",
        )
        self.ledger.productions += 1
        self.agrees()
        found: Production = paper.productions.get()
        return found

    def approves(self, asked: Production, when: str, day: int = 0) -> None:
        """The head approves that the paper goes to the court."""
        self.is_it(when, day)
        self.send(Role.AGENCY_HEAD, "production_approve", asked.pk, expect=200)
        self.ledger.productions -= 1
        self.agrees()

    def ends(
        self, request: Request, outcome: str, when: str, day: int = 0, place: str = ""
    ) -> None:
        """Custody, or the request, ends."""
        self.is_it(when, day)
        self.send(
            Role.CLERK,
            "outcome",
            self.rows[request].pk,
            outcome=OUTCOMES.get(outcome, outcome),
            **typing.local("happened_at", self.now),
            moved_to=place,
            note="",
        )
        if outcome == "still_held":
            request.held_otherwise = True
        else:
            request.end(outcome, self.now)
        self.agrees()

    def opens_again(self, request: Request, when: str, day: int = 0) -> None:
        """The end was written down by mistake."""
        self.is_it(when, day)
        self.send(
            Role.AGENCY_HEAD, "reopen", self.rows[request].pk, reason="It was another person's."
        )
        request.reopen()
        self.agrees()

    def corrects(
        self,
        request: Request,
        when: str,
        day: int = 0,
        *,
        who: dict[str, Any] | None = None,
        **values: Any,
    ) -> None:
        """A fact of the record was wrong."""
        self.is_it(when, day)
        row = self._row(request)
        kept = {"release_due_at": row.release_due_at, "purposes": tuple(row.purposes)}
        amend_detainer(
            detainer=row,
            person=make.person_values(**(who or {})),
            values=make.detainer_values(
                **{**kept, "received_at": row.received_at, "form_dated_on": None, **values}
            ),
            reason="It was mistyped.",
            expected_version=row.version,
            by=self.people[Role.CLERK],
            at=self.now,
        )

    def corrects_name(
        self, request: Request, when: str, family_name: str, *, also: Request | None = None
    ) -> None:
        """The family name was mistyped; other requests about the person carry it too."""
        self.corrects(request, when, who={"family_name": family_name})
        for one in (request, also):
            if one is not None:
                one.correct_name(f"María José {family_name}")
        self.agrees()

    def names_a_lawyer(self, request: Request, when: str, lawyer: str) -> None:
        """The person has another attorney than was known, or has one at last."""
        self.corrects(request, when, who={"attorney_name": lawyer})
        request.correct_lawyer(lawyer)
        self.agrees()

    def corrects_receipt(self, request: Request, when: str, *, came: datetime) -> None:
        """The request had come on another day, or at another hour, than was typed."""
        self.corrects(request, when, received_at=came)
        request.correct_receipt(came)
        self.agrees()

    def loses_its_ground(self, request: Request, when: str) -> None:
        """The conviction was another person's."""
        self.corrects(request, when, grounds=(), convictions=())
        request.lose_ground()
        self.agrees()

    def later(self, when: str, day: int = 0) -> None:
        """Time passes."""
        self.is_it(when, day)
        self.agrees()

    def day_before(self, days: int) -> date:
        """A day before the story began."""
        return (MONDAY - timedelta(days=days)).date()

    def hands_over(self, request: Request, kind: str, when: str, day: int = 0) -> None:
        """An officer hands a letter to the person, or its copy to the attorney."""
        self.is_it(when, day)
        run_due(at=self.now)
        notice = self._current(request, kind)
        self.send(
            Role.CLERK,
            "notice_serve",
            notice.pk,
            form_token=str(uuid4()),
            outcome="served",
            **typing.local("happened_at", self.now),
            how="in_person" if kind != "N2C" else "post",
            recipient="person" if kind != "N2C" else "attorney",
            handed_over_by="Reed 114",
            language="es",
        )
        request.hand_over(kind)
        self.agrees()

    def voids(self, request: Request, kind: str, when: str, day: int = 0) -> None:
        """A letter was made by mistake."""
        self.is_it(when, day)
        notice = self._current(request, kind)
        self.send(Role.AGENCY_HEAD, "notice_void", notice.pk, reason="Printed for another.")
        request.void(kind)
        self.agrees()

    def makes(self, request: Request, kind: str, when: str, day: int = 0, act: Any = None) -> None:
        """A letter that is owed, or that replaces one held back, is made."""
        self.is_it(when, day)
        subject = self.accesses[act].pk if act else self.rows[request].pk
        self.send(Role.CLERK, "notice_create", kind, subject)
        request.make_again(kind, act)
        self.agrees()

    def _row(self, request: Request) -> Detainer:
        return Detainer.objects.with_person().get(pk=self.rows[request].pk)

    def _current(self, request: Request, kind: str) -> Notice:
        return Notice.objects.live().get(detainer=self.rows[request], kind=kind)

    # What the program says, and what is true --------------------------------------------------

    def agrees(self) -> None:
        """Every letter, list and count says what is true now; and every screen, as soon as there
        is something else for it to say.
        """
        for request in self.ledger.requests:
            self._letters_agree(request)
        self._lists_agree()
        self._desk_agrees()
        shown = [self._to_show(request) for request in self.ledger.requests]
        shown.append((len(self.ledger.by_hand()),))
        if shown != self._shown:
            self._shown = shown
            self.screens_agree()

    def _to_show(self, request: Request) -> tuple[object, ...]:
        held_back = sum(x.is_held_back for x in request.current())
        return (*request.owed(), held_back, sorted(request.disagreements(self.now)))

    def screens_agree(self) -> None:
        """The first page and the page of every record say it too."""
        self._home_agrees()
        for request in self.ledger.requests:
            self._record_agrees(request)

    def _letters_agree(self, request: Request) -> None:
        rows = Notice.objects.with_content().filter(detainer=self.rows[request])
        found = list(rows.order_by("issued_at", "sequence"))
        told = [(x.kind, _state(x)) for x in found]
        _same("letters", sorted(told), sorted((x.kind, x.state) for x in request.letters))
        by_kind: dict[str, list[Notice]] = {}
        for row in found:
            by_kind.setdefault(row.kind, []).append(row)
        for kind, notices in by_kind.items():
            true = [x for x in request.letters if x.kind == kind]
            for notice, letter in zip(notices, true, strict=True):
                _reads(notice, letter)

    def _lists_agree(self) -> None:
        wanted = self.ledger.listed(self.now)
        out = io.StringIO()
        call_command("owed", "--agency", self.agency.code, "--json", stdout=out)
        listed = Counter((row["kind"], _stage(row)) for row in json.loads(out.getvalue()))
        _same("owed", listed, wanted)
        true = {
            (self.rows[request].reference, rule)
            for request in self.ledger.requests
            for rule in request.disagreements(self.now)
        }
        _same("check_agreement", self.named(), true)

    def named(self) -> set[tuple[str, str]]:
        """What `check_agreement` names here: each record and rule."""
        out = io.StringIO()
        with suppress(SystemExit):  # it ends with 1 where anything disagrees
            call_command("check_agreement", "--json", stdout=out)
        lines = json.loads(out.getvalue())["disagreements"]
        here = [line for line in lines if line["agency"] == self.agency.code]
        return {(line["record"], line["rule"]) for line in here}

    def _desk_agrees(self) -> None:
        """The lists of the first page, for the head, who may do everything on them."""
        request: Any = RequestFactory().get("/desk/")
        request.user = User.objects.get(pk=self.people[Role.AGENCY_HEAD].pk)
        groups = work_lists(request, self.agency, self.now)
        counted = {group.title: len(group.items) for group in groups if group.items}
        shown = {title: n for title, n in counted.items() if title not in NOT_COMPARED}
        _same("waiting for the head", shown, self.ledger.waiting(self.now))
        request.user = User.objects.get(pk=self.people[Role.CLERK].pk)
        titles = {x.title for x in work_lists(request, self.agency, self.now) if x.items}
        _same("the head's steps before the clerk", titles & HEADS_STEPS, set())

    def _home_agrees(self) -> None:
        page = self.browser(Role.AGENCY_HEAD).get(reverse("desk:home")).content.decode()
        shown = {
            title: int(count)
            for title, count in GROUP.findall(html.unescape(page))
            if title not in NOT_COMPARED
        }
        wanted = self.ledger.waiting(self.now)
        _same("waiting for the head", shown, wanted)
        if not GROUP.findall(page):
            assert "Nothing needs action" in page

    def _record_agrees(self, request: Request) -> None:
        page = self.browser().get(reverse("desk:detainer", args=[self.rows[request].pk]))
        text = page.content.decode()
        owed = len(list(request.owed()))
        _same("owed on the record", text.count("due, not created yet"), owed)
        stale = sum(x.is_held_back for x in request.current())
        told = text.count("It is held back.") + text.count("It was served already.")
        _same("held back on the record", told, stale)
        fits = text.count("Two things on this record do not agree")
        _same("agreement on the record", fits > 0, bool(request.disagreements(self.now)))

    def mails_agree(self) -> None:
        """Whoever decides was mailed of each act against a decision, once, and of nothing more."""
        run_due(at=self.now)
        sent = [x for x in mail.outbox if "Something was done against" in x.subject]
        times = Counter(address for x in sent for address in x.to)
        assert set(times.values()) == ({self.ledger.alarms} if self.ledger.alarms else set())

    def letter(self, request: Request, kind: str) -> str:
        """The current letter of a kind, in English, as it is read aloud."""
        rows = Notice.objects.with_content().live().filter(detainer=self.rows[request], kind=kind)
        return spoken_text(rows.latest("issued_at", "sequence").words, lang="en")


def _same(what: str, shown: object, true: object) -> None:
    assert shown == true, f"{what}: the program says {shown}, and true is {true}"


def _stage(row: dict[str, Any]) -> str:
    return row["stage"] if row["stage"] in {"owed", "stale"} else "late"


def _state(notice: Notice) -> str:
    place = PLACES.get(notice.status, "waiting")
    return f"{place}, held back" if notice.is_stale else place


def _reads(notice: Notice, letter: Letter) -> None:
    """The letter says all that it must, and nothing that it must not, in English."""
    text = f"{notice.words.person_name}\n{spoken_text(notice.words, lang='en')}"
    missing = [words for words in letter.says if words not in text]
    wrong = [words for words in letter.never_says if words in text]
    assert not missing, f"{notice.kind} does not say {missing}:\n{text}"
    assert not wrong, f"{notice.kind} says {wrong}:\n{text}"
