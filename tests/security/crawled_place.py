"""A world in which every address shows a row and every form can be sent: a busy desk, OPM at work,
and a few people who are needed a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils.http import urlencode

from reports.access.models import ActAgainstDecision
from reports.accounts.actions.deactivation import _deactivate, reactivation_link
from reports.accounts.actions.passwords import change_password
from reports.accounts.factors import PASSKEY, newest_factor
from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.accounts.sign_in_links import one_time_link
from reports.core.clock import now, today
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.imports.history.read_file import OPTIONAL, REQUIRED
from reports.law.assess import parse_facts
from reports.notices.actions.links import create_link, token_of
from reports.notices.actions.render import RENDER_JOB, _give_up
from reports.notices.actions.serve import Proof, ServiceValues, record_service
from reports.notices.codes import display_code
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus
from reports.outbox.models import Job, JobStatus
from reports.outbox.runner import run_due
from reports.publication.actions.propose import approve, propose
from reports.publication.actions.publish import publish_at_once
from reports.publication.actions.thresholds import set_threshold
from reports.records.production.actions import Stated, ask_for_production
from reports.records.production.models import Production
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.received_outside import (
    ExternalLine,
    ExternalReport,
    enter_received_outside,
)
from reports.submissions.actions.review import Reason, return_submission
from reports.submissions.content import ReportLine
from reports.training.actions import make_exercise
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories import papers
from tests.factories.people import agency, person
from tests.reconciliation.helpers import HEADER as FEDERAL_HEADER
from tests.security.addresses import addresses
from tests.security.form_values import table
from tests.security.places import at_work, begun_draft, browsers, busy_place
from tests.submissions.helpers import certified, drafted, half_year
from tests.support.passkey import SoftKey, add_key
from tests.support.sign_in import code_of_app, give_app, next_code, sign_in
from tests.web.desk import typing
from tests.web.law.test_exercises import ADDRESS, FACTS, RIGHT

PASSWORD = "a quiet meadow walks"
# Whoever signs what a colleague of the same role began.
TWICE = (Role.OPM_LEGAL, Role.OPM_PUBLISHER, Role.DISCLOSURE_CHECKER, Role.OPM_REVIEWER)
SECOND = "second "
# Where the running program is reached: a passkey answers to one name only.
SITE = "localhost"
# Whose password is known, and who has two desks.
ACCOUNT = "two.desks@hartford.example"


@dataclass(frozen=True)
class CrawledPlace:
    """Where to begin, who asks, and what forms must hold where guessing is not enough."""

    start: list[str]
    people: dict[str, Client]
    typed: dict[str, dict[str, Any]]
    senders: dict[str, str]
    # Who has which security key; nobody signs in with that of somebody whose password is known.
    keys: dict[str, SoftKey]


def crawled_place() -> CrawledPlace:
    """The world, reached by the real steps."""
    place = busy_place("hartford")
    run_due(at=now())
    people = browsers(place.agency)
    people |= {f"{SECOND}{role.value}": at_work(second(role)) for role in TWICE}
    clerk = person(Role.CLERK, at_agency=agency("bristol"), email=ACCOUNT)
    person(Role.CLERK, at_agency=place.agency, email=ACCOUNT)
    change_password(password=PASSWORD, by=clerk, at=now())
    people[f"{SECOND}clerk"] = at_work(User.objects.get(pk=clerk.pk))
    somebody = person(Role.CLERK, email="somebody@hartford.example")
    change_password(password=PASSWORD, by=somebody, at=now())
    keys = {f"{SECOND}clerk": with_factors(clerk), "nobody": with_factors(somebody)}
    notice = Notice.objects.filter(
        agency=place.agency, kind="N1", status=NoticeStatus.READY
    ).latest("issued_at")
    _editions()
    values = {**place.values, "lang": "es"}
    starts = [*_factors_of(clerk), *_rows_of_the_desk(place.agency), *_addresses(notice)]
    filled = [one.filled({**values, **_other_names(notice, one.route)}) for one in addresses()]
    run_due(at=now())
    _given_up()
    return CrawledPlace(
        start=[*starts, *filled],
        people=people,
        typed=typed(notice, somebody),
        senders={"account/password/": f"{SECOND}clerk"},
        keys=keys,
    )


def with_factors(user: User) -> SoftKey:
    """One of two keys that the person has set up at the running program, beside a code app
    and a sheet of recovery codes.
    """
    browser = sign_in(Client(SERVER_NAME=SITE), user)
    used, spare = SoftKey(SITE), SoftKey(SITE)
    for key in (used, spare):
        add_key(browser, key)
    give_app(user)
    return used


def _factors_of(user: User) -> list[str]:
    """Where factors are shown that somebody has, after what is for whoever has none."""
    key = newest_factor(user, PASSKEY)
    way = f"/account/factors/passkey/{key.pk}"
    return ["/account/factors/envelope/", f"{way}/name/", f"{way}/remove/"]


def _other_names(notice: Notice, route: str) -> dict[str, str]:
    """What a parameter means in one part of the program only."""
    if route.startswith("verify/"):
        link = create_link(
            notice=notice,
            address="ada@law.example",
            recipient="attorney",
            by=person(Role.CLERK),
            at=now(),
        )
        return {"code": display_code(notice.code), "token": token_of(link.pk)}
    return {}


def _rows_of_the_desk(place: Agency) -> list[str]:
    """Rows that one form of the desk uses up and another needs."""
    at = now()
    clerk, head = person(Role.CLERK, at_agency=place), person(Role.AGENCY_HEAD, at_agency=place)
    waiting = [make.detainer(agency=place, at=at - timedelta(hours=2)) for _ in range(7)]
    for item in waiting[:2]:
        record_head_review(
            detainer=item,
            reviewed_by=head,
            manner=HeadReview.Manner.TELEPHONE,
            reviewed_at=at - timedelta(hours=1),
            note_text="By telephone.",
            by=clerk,
            at=at,
        )
    reported = make.decided(waiting[2], at=at - timedelta(hours=1))
    # As a decision stands that came in a file.
    Decision.objects.filter(pk=reported.pk).update(
        is_reported=True, confirmed_at=None, confirmed_by=None
    )
    make.reviewed(waiting[3], at=at - timedelta(hours=1))
    accesses = [
        make.access(detainer=waiting[3], at=at - timedelta(minutes=9 + number))
        for number in range(2)
    ]
    accesses.append(make.access(agency=place, at=at - timedelta(minutes=8), kind="B"))
    against = make.decided(waiting[4], at=at - timedelta(hours=1)).detainer
    make.told(against, at=at - timedelta(minutes=5), reason="A judge asked for it in writing.")
    cancelling = make.detainer(
        agency=place, at=at - timedelta(hours=1), cancels_on=today() - timedelta(days=40)
    )
    drafts = [begun_draft(clerk, "Kanarienvogel") for _ in range(2)]
    run_due(at=at)
    failed = make.detainer(agency=place, at=at - timedelta(hours=2)).notices.get(kind="N1")
    _give_up(failed, "MissingGlyphs", at=at)
    twice = _twice_on_file(waiting[5], clerk, at=at)
    productions = _productions(waiting[6], clerk, at=at)
    periods = [half_year(text) for text in ("2025H2", "2024H2", "2026H1")]
    for period in periods:
        drafted(place, lines=0, period=period, at=at)
    enter_received_outside(
        agency=place,
        period=half_year("2023H2"),
        lines=[ExternalLine(date(2023, 8, 3), "D", "other", "W", "H", "F", 30, "p1")],
        paper=ExternalReport("mail", today(), typing.scan().read(), "image/png"),
        by=person(Role.OPM_REVIEWER),
        at=at,
    )
    return [
        *(f"/desk/detainers/{item.pk}/" for item in waiting),
        *(f"/desk/reviews/{item.reviews.get().pk}/confirm/" for item in waiting[:2]),
        *(f"/desk/reviews/{item.reviews.get().pk}/dispute/" for item in waiting[:2]),
        f"/desk/decisions/{reported.pk}/confirm/",
        f"/desk/acts/{ActAgainstDecision.objects.get(detainer=against).pk}/acknowledge/",
        f"/desk/detainers/{cancelling.pk}/cancelled-request/",
        *(f"/desk/accesses/{access.pk}/" for access in accesses),
        *(f"/desk/detainers/new/{draft.form_token}/check/" for draft, _ in drafts),
        *(f"/desk/detainers/new/{draft.form_token}/grounds/" for draft, _ in drafts),
        f"/desk/notices/{failed.pk}/",
        *_tries(waiting[2], clerk, at=at),
        f"/desk/detainers/{twice.pk}/somebody-else/",
        *(f"/desk/productions/{production.pk}/" for production in productions),
        *(f"/desk/half-years/hartford/{period.half_year}/" for period in periods),
        *(f"/desk/half-years/hartford/{period.half_year}/check/" for period in periods),
        "/desk/half-years/hartford/2023H2/",
        _reason_to_answer(place, at=at),
    ]


def _reason_to_answer(place: Agency, *, at: datetime) -> str:
    """Where one of OPM's reasons is answered, in the draft that follows a return."""
    period = half_year("2023H1")
    sent_back = certified(place, lines=0, period=period, at=at)
    return_submission(
        submission=sent_back,
        reasons=[Reason(code="other", text="Please look again at the days.")],
        message="",
        by=person(Role.OPM_REVIEWER),
        at=at,
    )
    draft = drafted(place, lines=0, period=period, at=at)
    return f"/desk/half-years/version/{draft.pk}/answer/1/"


def _twice_on_file(item: Detainer, clerk: User, *, at: datetime) -> Detainer:
    """A second request about the person of a first."""
    return log_detainer(
        agency=item.agency,
        person=make.person_values(),
        values=make.detainer_values(at=at - timedelta(hours=1)),
        form_token=uuid4(),
        by=clerk,
        at=at,
        same_person=item.person,
    )


def _tries(item: Detainer, clerk: User, *, at: datetime) -> list[str]:
    """Where the signed receipt of one try is shown, and that of another is attached."""
    notice = item.notices.live().latest("issued_at")
    run_due(at=at)
    values = ServiceValues(
        happened_at=at - timedelta(minutes=3),
        how="in_person",
        outcome="served",
        handed_over_by="Officer Ruiz",
    )
    scan = typing.scan().read()
    proved = record_service(
        notice=notice,
        values=values,
        by=clerk,
        at=at,
        proof=Proof(scan, "image/png", scan),
    )
    bare = record_service(notice=notice, values=values, by=clerk, at=at)
    way = f"/desk/notices/{notice.pk}/tries"
    return [f"{way}/{proved.pk}/proof/", f"{way}/{bare.pk}/proof/new/"]


def _productions(item: Detainer, clerk: User, *, at: datetime) -> list[Production]:
    """Bytes asked for: one request to be approved, one to be refused."""
    paper = papers.attach(
        detainer=item, kind="detainer", label="", data=typing.scan().read(), by=clerk, at=at
    )
    stated = Stated("court", "D. Conn. 26-cv-1", "As the court ordered.")
    return [
        ask_for_production(attachment=paper, stated=stated, form_token=uuid4(), by=clerk, at=at)
        for _ in range(2)
    ]


def second(role: Role) -> User:
    """A colleague in the same role."""
    return person(role, email=f"second.{role.value}@opm.example")


def asleep() -> User:
    """A colleague whose account was deactivated."""
    found = person(Role.CLERK, email="asleep@hartford.example")
    _deactivate(user=found, at=now())
    found.refresh_from_db()
    return found


def _given_up() -> None:
    """Work that was given up, as its worker was lost each time."""
    work = Job.objects.filter(kind=RENDER_JOB, status=JobStatus.DONE).latest("created_at")
    Job.objects.filter(pk=work.pk).update(
        status=JobStatus.FAILED, done_at=None, error_code="WorkerLost"
    )


def _editions() -> None:
    """One published edition, and one that two have checked and nobody published yet."""
    at, on = now(), today()
    publisher, checker = person(Role.OPM_PUBLISHER), person(Role.DISCLOSURE_CHECKER)
    set_threshold(value=6, reason="As agreed.", by=person(Role.OPM_LEGAL), at=at, on=on)
    for code, half, month in (("avon", "2023H2", 8), ("hartford", "2024H1", 2)):
        agency(code)
        lines = [
            ReportLine(date(int(half[:4]), month, 3), "D", "other", "W", "H", "F", 30, f"p{number}")
            for number in range(9)
        ]
        import_accepted(groups={(code, half): lines}, at=at)
        if half == "2023H2":
            publish_at_once(
                half_year=half,
                publisher=publisher,
                checkers=[checker, second(Role.DISCLOSURE_CHECKER)],
                at=at,
                on=on,
            )
    waiting = propose(half_year="2024H1", by=publisher, at=at, on=on)
    for one in (checker, second(Role.DISCLOSURE_CHECKER)):
        approve(edition=waiting, by=one, at=at, on=on, on_screen=True)


def _addresses(notice: Notice) -> list[str]:
    """Addresses that hold a query, a token or a code."""
    code = display_code(notice.code)
    exercise = make_exercise(
        title="A conviction",
        situation="A fax asks for a hold.",
        facts=parse_facts(FACTS),
        expected=RIGHT,
        lesson="A ground lifts a ban.",
        by=person(Role.OPM_TRAINING),
        at=now(),
    )
    newcomer = person(Role.CLERK, email="newcomer@hartford.example")
    link = one_time_link(newcomer)
    sleeper = asleep()
    return [
        f"/verify/{code}",
        f"/verify/{code}/correction/",
        f"/verify/es/{code}",
        f"/verify/es/{code}/correction/",
        f"/law/exercises/{exercise.pk}/",
        f"/law/exercises/new/{ADDRESS}",
        _path(link),
        _path(reactivation_link(sleeper)),
        f"/desk/notices/on-paper/file/?{urlencode({'kind': 'N1', 'language': 'es'})}",
    ]


def _path(address: str) -> str:
    return "/" + address.split("://", 1)[-1].split("/", 1)[-1]


def _shown(form: Any) -> str:
    """The first code that stands on the page of a form."""
    return str(form.getroottree().xpath("//code")[0].text_content())


def typed(notice: Notice, somebody: User) -> dict[str, dict[str, Any]]:
    """What a form must hold where a guess is not enough, by the route it is sent to."""
    door = {"email": somebody.email, "password": PASSWORD}
    anew = {"new_password1": f"{PASSWORD}-anew", "new_password2": f"{PASSWORD}-anew"}
    code = {"code": display_code(notice.code), "file": None}
    propose_it = {"preview": None, "propose": "1"}
    return {
        "signin/": door,
        "signin/code/": {"code": lambda _form: next_code(somebody)},
        "signin/resume/": door,
        "account/factors/app/": {"code": lambda form: code_of_app(_shown(form))},
        "account/factors/envelope/": {"code": _shown},
        "signin/<uidb64>/<token>/": anew,
        "account/password/": {"old_password": PASSWORD, **anew},
        "verify/link/<slug:token>/": code,
        "verify/<letter_language:lang>/link/<slug:token>/": code,
        "desk/notices/corrections/<uuid:request_id>/": {"outcome": "kept"},
        "desk/switch/": {"agency": "bristol"},
        "verify/": code,
        "verify/<letter_language:lang>/": code,
        "law/compare/": {"version": "2014-01-01", "pasted": "(a) Words.", "file": None},
        "law/settlements/new/": {**propose_it, "rule": None},
        "law/overlays/": propose_it,
        "law/exercises/new/": RIGHT,
        "opm/office/add-agency/": {"code": "new-place", "ori": "CT0001234"},
        "opm/office/agencies/<slug:code>/edit/": {"ori": "CT0006400"},
        "opm/editions/history/<uuid:sheet_id>/": {
            "half_year": None,
            **{f"column-{name}": name for name in (*REQUIRED, *OPTIONAL)},
            **{f"fixed-{name}": None for name in (*REQUIRED, *OPTIONAL)},
        },
        "opm/editions/threshold/": {"value": "none"},
        "opm/editions/already-public/": {
            "file": lambda _form: table(
                "unit,half_year,agency_code,row_variable,row_value,column_variable,column_value,"
                "count",
                "events,2023H2,avon,,,,,9",
            )
        },
        "opm/editions/history/": {
            "file": lambda _form: table(
                "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age,"
                "person_ref",
                "avon,2022H1,2022-03-03,D,other,W,H,F,30,p1",
            )
        },
        "opm/federal-file/": {
            "file": lambda _form: table(
                ",".join(FEDERAL_HEADER),
                "2025-03-04,CT,HARTFORD POLICE DEPT,HRTFDPD,Bonded Out,Male,1980,a",
            ),
            "title": "Detainers, October 2025 release",
        },
        "opm/submissions/outside/": {"is_nil": None, "another": None},
    }
