"""One answer to what is owed, on page, register, home and counts, and as the register had it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from reports.access.actions import void_access
from reports.access.kinds import AccessKind, notifies_release
from reports.access.models import Access
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import AssessmentRecord, Decision, Detainer
from reports.law.clocks import due_within
from reports.notices.actions.release_reason import record_contact_inquiry
from reports.notices.cases import owed_notices
from reports.notices.counts import notice_counts
from reports.notices.kinds import TITLES
from reports.notices.models import ContactInquiry, Notice
from reports.notices.owed import (
    LATE_AFTER_HOURS,
    NOT_ISSUED,
    NOT_SERVED,
    REASON_OWED,
    FirstDecision,
    IssuedNotice,
    NoticeCase,
    StandingAccess,
    listed,
    owed,
    stale,
    unserved,
)
from reports.notices.queries import register
from reports.notices.status import CURRENT, InquiryAnswer, NoticeStatus, StaleReason
from reports.web.desk.detainers.record.page import record_context
from reports.web.desk.home.letters import NOT_MADE
from reports.web.desk.notices.page import cards as page_cards
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing

NOW = make.NOW
COPY = frozenset({"copy_and_intent_notice"})


# The rule, on plain facts -----------------------------------------------------------------------


def case(**facts: Any) -> NoticeCase:
    given: dict[str, Any] = {
        "detainer_id": uuid4(),
        "reference": "2026-0001",
        "agency_id": uuid4(),
        "is_sandbox": False,
        "received_at": NOW,
        "duties": COPY,
    }
    return NoticeCase(**given | facts)


def issued(kind: str, *, status: str = "served", at: datetime = NOW, **facts: Any) -> IssuedNotice:
    return IssuedNotice(uuid4(), kind, status, "HARTFORD-2026-00001", NOW, at, **facts)


def kinds(given: NoticeCase) -> list[str]:
    return [line.kind for line in owed(given, NOW)]


def test_the_first_notice_is_owed_on_receipt_wherever_the_act_asks_for_it():
    assert kinds(case()) == ["N1"]
    assert kinds(case(duties=frozenset({"record_access"}))) == []
    assert kinds(case(notices=(issued("N1"),))) == []


@pytest.mark.parametrize("status", NoticeStatus)
def test_a_notice_that_is_void_or_replaced_leaves_its_duty_open(status):
    expected = [] if status in CURRENT else ["N1"]
    assert kinds(case(notices=(issued("N1", status=status),))) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(-1, []), (0, ["N1I"]), (1, ["N1I"])])
def test_the_decision_notice_is_owed_where_the_first_notice_went_out_before_it(minutes, expected):
    entered = NOW + timedelta(minutes=minutes)
    first = FirstDecision(NOW - timedelta(hours=1), entered)
    given = case(first_decision=first, notices=(issued("N1"),))
    assert kinds(given) == expected
    assert [line.owed_at for line in owed(given, NOW)] == [first.decided_at for _ in expected]
    assert kinds(case(first_decision=first, notices=(issued("N1"), issued("N1I")))) == []


def test_a_first_notice_that_is_void_by_now_still_tells_when_the_person_was_first_told():
    entered = FirstDecision(NOW, NOW)
    early = issued("N1", status="superseded", at=NOW - timedelta(days=1))
    late = issued("N1", at=NOW + timedelta(days=1))
    assert kinds(case(first_decision=entered, notices=(late, early))) == ["N1I"]
    assert kinds(case(first_decision=entered, notices=(late,))) == []
    assert kinds(case(first_decision=entered, notices=(early,))) == ["N1"]


@pytest.mark.parametrize("kind", AccessKind)
@pytest.mark.parametrize("is_about_release", [False, True])
def test_telling_a_release_owes_a_notice(kind, is_about_release):
    access = StandingAccess(
        uuid4(), kind, NOW - timedelta(days=2), is_about_release=is_about_release
    )
    given = case(duties=frozenset(), standing_accesses=(access,))
    tells = kind == "B" or (kind == "C" and is_about_release)
    assert notifies_release(kind, is_about_release=is_about_release) == tells
    assert [(line.kind, line.access_id, line.owed_at) for line in owed(given, NOW)] == (
        [("N2", access.access_id, access.occurred_at)] if tells else []
    )


def test_each_access_has_a_notice_of_its_own():
    first, second = (StandingAccess(uuid4(), "B", NOW) for _ in range(2))
    told = issued("N2", access_id=first.access_id, nobody_named=True)
    given = case(duties=frozenset(), standing_accesses=(first, second), notices=(told,))
    assert [(line.kind, line.access_id) for line in owed(given, NOW)] == [("N2", second.access_id)]


def test_a_copy_is_owed_until_it_is_made_or_the_person_named_nobody():
    access = uuid4()
    told = issued("N2", access_id=access)
    given = case(duties=frozenset(), notices=(told,))
    assert [(line.kind, line.access_id) for line in owed(given, NOW)] == [("N2C", access)]
    copied = issued("N2C", access_id=access)
    assert kinds(case(duties=frozenset(), notices=(told, copied))) == []
    other = issued("N2C", access_id=uuid4())
    assert kinds(case(duties=frozenset(), notices=(told, other))) == ["N2C"]
    asked = issued("N2", access_id=access, nobody_named=True)
    assert kinds(case(duties=frozenset(), notices=(asked,))) == []
    voided = issued("N2", access_id=access, stale_because="access_voided")
    assert kinds(case(duties=frozenset(), notices=(voided,))) == []


def test_late_means_past_the_hours_set_and_not_at_them():
    edge = NOW + timedelta(hours=LATE_AFTER_HOURS)
    assert not owed(case(), edge)[0].is_late
    assert owed(case(), edge + timedelta(seconds=1))[0].is_late


@pytest.mark.parametrize("status", NoticeStatus)
def test_what_is_made_waits_until_it_is_handed_over(status):
    given = case(notices=(issued("N1", status=status),))
    waits = status in CURRENT and status != NoticeStatus.SERVED
    assert [line.stage for line in unserved(given, NOW)] == ([status] if waits else [])


WAITING = sorted(status for status in CURRENT if status != NoticeStatus.SERVED)


def test_a_corrected_notice_is_owed_for_one_that_stands_and_is_not_true_any_more():
    changed = issued("N1", stale_because="reopened")
    given = case(notices=(changed, issued("N1", status="superseded", stale_because="reopened")))
    [line] = stale(given, NOW)
    assert (line.notice, line.stage, line.act) == (changed, "stale", "receipt")
    assert line.reason == StaleReason.REOPENED.label
    assert (line.owed_at, line.is_late) == (NOW, False)
    assert stale(given, NOW + timedelta(hours=LATE_AFTER_HOURS, seconds=1))[0].is_late
    assert stale(case(notices=(issued("N1"),)), NOW) == ()


def test_whoever_was_told_of_a_request_that_was_taken_back_is_told_so():
    taken_back = NOW + timedelta(hours=3)
    told = case(cancelled_at=taken_back, notices=(issued("N1"),))
    [line] = owed(told, taken_back)
    assert (line.kind, line.owed_at, line.act) == ("N1X", taken_back, "cancellation")
    assert line.subject_id == told.detainer_id
    for first in ("N1", "N1I"):
        replaced = (issued(first, status="superseded"), issued("N1"))
        assert kinds(case(cancelled_at=taken_back, notices=replaced)) == ["N1X"]
    nobody = case(cancelled_at=taken_back, duties=frozenset(), notices=(issued("N2C"),))
    assert kinds(nobody) == []
    void = case(
        cancelled_at=taken_back, duties=frozenset(), notices=(issued("N1", status="voided"),)
    )
    assert kinds(void) == []
    assert kinds(case(cancelled_at=taken_back, notices=(issued("N1"), issued("N1X")))) == []
    assert kinds(case(notices=(issued("N1"),))) == []


def test_a_notice_without_its_reason_leaves_the_reason_owed():
    first, second = uuid4(), uuid4()
    withheld = issued("N2", access_id=first, nobody_named=True, is_reason_withheld=True)
    given = case(
        duties=frozenset(),
        standing_accesses=(StandingAccess(first, "B", NOW), StandingAccess(second, "B", NOW)),
        notices=(withheld,),
    )
    reasons = {line.subject_id: line.reason for line in owed(given, NOW)}
    assert reasons == {first: REASON_OWED, second: NOT_ISSUED}
    assert {line.stage for line in owed(given, NOW)} == {"owed"}


@pytest.mark.parametrize("status", WAITING)
def test_what_is_listed_is_owed_stale_or_late_and_each_once(status):
    waits = issued("N1", status=status)
    given = case(notices=(waits,))
    assert listed(given, NOW) == ()
    late = NOW + timedelta(hours=LATE_AFTER_HOURS, seconds=1)
    [line] = listed(given, late)
    assert (line.notice, line.reason, line.is_late) == (waits, NOT_SERVED, True)
    changed = case(notices=(issued("N1", status=status, stale_because="reopened"),))
    assert [line.stage for line in listed(changed, late)] == ["stale"]
    assert [line.kind for line in listed(case(), NOW)] == ["N1"]


# One table of cases, asked everywhere -----------------------------------------------------------


def void(item: Detainer, *which: str) -> Detainer:
    by = item.entered_by
    item.notices.filter(kind__in=which).update(
        status=NoticeStatus.VOIDED, voided_at=now(), voided_by=by
    )
    return item


def received(**changes: Any) -> Detainer:
    return make.detainer(at=now() - timedelta(hours=5), **changes)


def decided(item: Detainer, **choices: str) -> Detainer:
    make.decided(item, at=now() - timedelta(hours=4), **choices)
    return item


def told(item: Detainer, kind: str = "B", **changes: Any) -> Access:
    return make.access(detainer=item, kind=kind, at=now() - timedelta(hours=3), **changes)


def told_of_release(**changes: Any) -> Detainer:
    item = decided(received(**changes), notify_release="comply")
    told(item)
    return item


def told_and_voided() -> Detainer:
    item = told_of_release()
    head = person(Role.AGENCY_HEAD)
    void(item, "N2", "N2C")
    void_access(access=item.accesses.get(), reason="Recorded by mistake", by=head, at=now())
    return item


def told_alone(answer: str = "") -> Detainer:
    item = told_of_release(person=make.person_values(attorney_name=""))
    if answer:
        access, at = item.accesses.get(), now()
        clerk = person(Role.CLERK)
        record_contact_inquiry(
            access=access, inquired_at=at, answer=answer, note="Said so", by=clerk, at=at
        )
    return item


def asked_for_release_information() -> Detainer:
    item = decided(received(purposes=("release_information",)), choice="comply")
    told(item, "C")
    return void(item, "N2", "N2C")


def told_of_an_address() -> Detainer:
    item = decided(received(purposes=("address_information",)), choice="comply")
    told(item, "C")
    return item


def told_of_a_release_nobody_asked_for() -> Detainer:
    item = decided(received(purposes=("address_information",)), choice="comply")
    told(item, "C", is_about_release=True)
    return void(item, "N2", "N2C")


def closed() -> Detainer:
    item = void(received(), "N1")
    Detainer.objects.filter(pk=item.pk).update(status="closed")
    return item


TABLE: dict[str, tuple[Callable[[], Detainer], list[str]]] = {
    "received and told": (received, []),
    "received, the first notice void": (lambda: void(received(), "N1"), ["N1"]),
    "before the act asked for it": (
        lambda: received(
            received_at=datetime(2015, 3, 2, 15, tzinfo=UTC),
            is_received_long_ago=True,
            form_dated_on=None,
            convictions=(),
        ),
        [],
    ),
    "decided and told": (lambda: decided(received()), []),
    "decided, the decision notice void": (lambda: void(decided(received()), "N1I"), ["N1I"]),
    "decided, the reason waits for counsel": (
        lambda: decided(received(grounds=("terrorist_database_match",))),
        ["N1I"],
    ),
    "release told": (told_of_release, []),
    "release told, its notice void": (lambda: void(told_of_release(), "N2"), ["N2"]),
    "release told, the copy void": (lambda: void(told_of_release(), "N2C"), ["N2C"]),
    "release told by mistake": (told_and_voided, []),
    "release told, nobody asked whom else to tell": (told_alone, ["N2C"]),
    "release told, the person could not be asked": (lambda: told_alone("not_asked"), ["N2C"]),
    "release told, the person named nobody": (lambda: told_alone("nobody"), []),
    "release information given as asked": (asked_for_release_information, ["N2"]),
    "an address given": (told_of_an_address, []),
    "a release date given that nobody asked for": (told_of_a_release_nobody_asked_for, ["N2"]),
    "closed with the first notice void": (closed, ["N1"]),
}


def on_the_page(item: Detainer) -> list[str]:
    found = Detainer.objects.with_person().get(pk=item.pk)
    texts = [card.text for card in record_context(found, now())["owed"] if card.url]
    pairs = [(text, kind) for text in texts for kind in TITLES]
    return [kind for text, kind in pairs if text == page_cards.NOT_MADE.format(title=TITLES[kind])]


def in_the_register(item: Detainer) -> list[str]:
    lines = register(item.agency, at=now())
    return [line.kind for line in lines if line.notice is None]


def at_home(item: Detainer) -> list[str]:
    page = typing.signed_in(person(Role.CLERK)).get(reverse("desk:home"))
    titles = [row.title for group in page.context["groups"] for row in group.items]
    return [
        kind
        for title in titles
        for kind, words in NOT_MADE.items()
        if title == f"{words} not created, detainer {item.reference}"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_page_register_home_and_counts_agree(name):
    build, expected = TABLE[name]
    item = build()
    assert in_the_register(item) == expected
    assert on_the_page(item) == expected
    assert at_home(item) == expected
    assert sum(found.not_made for found in notice_counts(at=now())) == len(expected)


# The register as it was before ------------------------------------------------------------------


Before = tuple[str, UUID | None, datetime, bool, UUID | None]


def register_before(at: datetime) -> Iterator[Before]:
    """The register's own queries before the rule had one home, kept as the measure of it."""
    for kind, detainer_id, owed_at, access_id in (
        *first_notices_before(),
        *decision_notices_before(),
        *release_notices_before(),
        *release_copies_before(),
    ):
        is_late = due_within(owed_at, LATE_AFTER_HOURS) < at
        yield kind, detainer_id, owed_at, is_late, access_id


def live() -> Any:
    return Notice.objects.live()


def first_notices_before() -> Iterator[tuple[Any, ...]]:
    made = live().filter(detainer=OuterRef("pk"), kind="N1")
    for row in Detainer.objects.filter(~Exists(made)).prefetch_related("assessments"):
        latest = next(iter(row.assessments.all()), None)
        duties = latest.result.get("duties", []) if latest else []
        if any(duty["duty"] == "copy_and_intent_notice" for duty in duties):
            yield "N1", row.pk, row.received_at, None


def decision_notices_before() -> Iterator[tuple[Any, ...]]:
    about = {"detainer": OuterRef("pk")}
    decisions = Decision.objects.filter(**about)
    rows: Any = Detainer.objects.filter(~Exists(live().filter(**about, kind="N1I"))).annotate(
        decided=Subquery(decisions.order_by("decided_at").values("decided_at")[:1]),
        entered=Subquery(decisions.order_by("entered_at").values("entered_at")[:1]),
    )
    first = Notice.objects.filter(**about, kind="N1", issued_at__lte=OuterRef("entered"))
    for row in rows.filter(Exists(live().filter(**about, kind="N1")), Exists(first)):
        yield "N1I", row.pk, row.decided, None


def release_notices_before() -> Iterator[tuple[Any, ...]]:
    rows = Access.objects.standing().filter(detainer__isnull=False, kind__in=("B", "C"))
    rows = rows.filter(~Exists(live().filter(access=OuterRef("pk"), kind="N2")))
    for access in rows:
        if access.kind == "B" or access.is_about_release:
            yield "N2", access.detainer_id, access.occurred_at, access.pk


def release_copies_before() -> Iterator[tuple[Any, ...]]:
    nobody = ContactInquiry.objects.filter(access=OuterRef("access"), answer=InquiryAnswer.NOBODY)
    copies = live().filter(access=OuterRef("access"), kind="N2C")
    for notice in live().filter(~Exists(copies), ~Exists(nobody), kind="N2"):
        yield "N2C", notice.detainer_id, notice.owed_at, notice.access_id


class World:
    """Random detainers with everything that decides what is owed, written in a few statements."""

    def __init__(self, dice: random.Random, size: int) -> None:
        self.dice = dice
        self.pattern = make.detainer()
        self.rows: dict[type[Any], list[Any]] = {}
        self.sequence = 10_000
        for number in range(size):
            self._detainer(10_000 + number)
        for model in (Detainer, AssessmentRecord, Decision, Access, Notice, ContactInquiry):
            model.objects.bulk_create(self.rows.get(model, []), batch_size=400)

    def _add(self, model: type[Any], **values: Any) -> Any:
        row = model(**values)
        self.rows.setdefault(model, []).append(row)
        return row

    def _moment(self) -> datetime:
        """Of few moments, so that many coincide."""
        return NOW + timedelta(hours=12 * self.dice.randrange(6))

    def _detainer(self, number: int) -> None:
        dice, pattern = self.dice, self.pattern
        asked = ["hold", "notify_release", "release_information"]
        row = self._add(
            Detainer,
            agency=pattern.agency,
            person=pattern.person,
            record_key=pattern.record_key,
            year=2026,
            number=number,
            status=dice.choice(["awaiting_review", "awaiting_decision", "decided", "closed"]),
            received_at=self._moment(),
            entered_at=self._moment(),
            entered_by=pattern.entered_by,
            channel="fax",
            form="I-247A",
            federal_office="ICE ERO Hartford",
            purposes=dice.sample(asked, dice.randint(1, 3)),
        )
        assessments = [self._assessment(row, place) for place in range(dice.randint(1, 3))]
        for place in range(dice.choice([0, 0, 1, 2])):
            self._add(
                Decision,
                detainer=row,
                record_key=pattern.record_key,
                number=place + 1,
                decided_at=self._moment(),
                entered_at=self._moment(),
                decided_by=pattern.entered_by,
                assessment=assessments[0],
            )
        for _ in range(dice.choice([0, 0, 1, 2])):
            self._notice(row, "N1")
        for _ in range(dice.choice([0, 0, 0, 1, 2])):
            self._notice(row, "N1I")
        for _ in range(dice.choice([0, 0, 1, 2])):
            self._access(row)

    def _assessment(self, row: Detainer, place: int) -> AssessmentRecord:
        names = self.dice.sample(["copy_and_intent_notice", "head_review", "record_access"], 2)
        duties = [{"duty": name, "citation": "", "when": ""} for name in names]
        found: AssessmentRecord = self._add(
            AssessmentRecord,
            detainer=row,
            assessed_at=NOW + timedelta(minutes=self.dice.randrange(1000) * 10 + place),
            assessed_on=NOW.date(),
            facts={},
            result={"duties": duties},
        )
        return found

    def _access(self, row: Detainer) -> None:
        first = self._add(Access, **self._access_values(row))
        if self.dice.random() < 0.2:
            first.voided_at, first.voided_by = NOW, row.entered_by
        if self.dice.random() < 0.2:
            self._add(Access, **self._access_values(row), corrects=first)
        for kind in ("N2", "N2", "N2C"):
            if self.dice.random() < 0.5:
                self._notice(row, kind, access=first)
        if self.dice.random() < 0.3:
            self._add(
                ContactInquiry,
                access=first,
                record_key=row.record_key,
                inquired_at=NOW,
                answer=self.dice.choice(InquiryAnswer.values),
                entered_at=NOW,
                entered_by=row.entered_by,
            )

    def _access_values(self, row: Detainer) -> dict[str, Any]:
        return {
            "agency": row.agency,
            "person": row.person,
            "record_key": row.record_key,
            "detainer": row,
            "kind": self.dice.choice("ABBCCD"),
            "basis": "detainer",
            "occurred_at": self._moment(),
            "is_about_release": self.dice.random() < 0.5,
            "race": "W",
            "ethnicity": "H",
            "sex": "F",
            "recorded_at": NOW,
            "recorded_by": row.entered_by,
        }

    def _notice(self, row: Detainer, kind: str, access: Access | None = None) -> None:
        self.sequence += 1
        status = self.dice.choice(["ready", "served", "superseded", "voided", "could_not_serve"])
        is_void = status == "voided"
        self._add(
            Notice,
            agency=row.agency,
            detainer=row,
            access=access,
            record_key=row.record_key,
            kind=kind,
            language="en",
            status=status,
            year=2026,
            sequence=self.sequence,
            code=f"T{self.sequence:011d}",
            owed_at=self._moment(),
            issued_at=self._moment(),
            issued_by=row.entered_by,
            voided_at=NOW if is_void else None,
            voided_by=row.entered_by if is_void else None,
        )


def compared(seed: int, size: int) -> None:
    World(random.Random(seed), size)
    at = NOW + timedelta(days=2)
    before = Counter(register_before(at))
    after = Counter(
        (line.kind, line.case.detainer_id, line.owed_at, line.is_late, line.access_id)
        for line in owed_notices(None, at=at)
    )
    assert {line[0] for line in before} == {"N1", "N1I", "N2", "N2C"}
    assert after == before


@pytest.mark.django_db
def test_the_rule_is_the_registers_own_for_random_cases():
    compared(seed=54_192, size=600)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_the_rule_is_the_registers_own_for_thousands_of_random_cases(seed):
    compared(seed=seed, size=1000)
