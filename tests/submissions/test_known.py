"""A report is owed where the log holds accesses, and nowhere else; reminders and counts follow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.messaging.inbox import notify, unread_items
from reports.messaging.models import Message
from reports.submissions import tasks
from reports.submissions.actions.received_outside import ExternalReport, enter_received_outside
from reports.submissions.actions.remind import tell_owing
from reports.submissions.known import known_report
from reports.submissions.models import Submission
from reports.submissions.queries import coverage_through
from reports.submissions.statistics import timeliness
from reports.submissions.status import FilingStatus
from tests.submissions.helpers import (
    a_person,
    an_agency,
    asked,
    certified,
    half_year,
    log_access,
)
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db(transaction=True)
LATE = datetime(2025, 10, 1, 15, tzinfo=UTC)
ON = LATE.date()
PDF = b"%PDF-1.4 as the town sent it"


def kinds_told(agency) -> list[str]:
    return list(Message.objects.filter(agency=agency).values_list("kind", flat=True))


@pytest.fixture
def two_towns(monkeypatch):
    """Hartford's log holds an access, Avon's does not; both were asked."""
    set_clock(monkeypatch, lambda: LATE)
    hartford, avon = an_agency("hartford"), an_agency("avon")
    asked(hartford, avon)
    log_access(hartford)
    return hartford, avon


def test_a_log_without_accesses_owes_nothing(two_towns):
    hartford, avon = two_towns
    tasks.half_year_round(hartford.pk, 1)
    tasks.half_year_round(hartford.pk, 2)
    assert [row.agency for row in Submission.objects.all()] == [hartford]
    assert kinds_told(hartford).count("owed") == 2  # its clerk and its certifier, once each
    assert "owed" not in kinds_told(avon)
    known = known_report(avon, half_year(), on=ON, with_log=True)
    assert (known.is_owed, known.filing_status) == (False, FilingStatus.MISSING)


def test_the_agency_and_opm_see_what_is_owed_and_the_public_does_not(two_towns, client):
    hartford, avon = two_towns
    client.force_login(a_person(Role.CLERK, hartford))
    page = client.get(reverse("submissions:half_year", args=["hartford", "2025H1"]))
    assert "Your log holds 1 access of this reporting period." in page.content.decode()
    client.force_login(a_person(Role.CLERK, avon))
    page = client.get(reverse("submissions:half_year", args=["avon", "2025H1"])).content.decode()
    assert "the law asks for nothing" in " ".join(page.split())
    assert "A report is owed" not in page
    client.force_login(a_person(Role.OPM_REVIEWER))
    board = client.get(reverse("opm:missing", args=["2025H1"])).content.decode()
    assert board.count(">A report is owed<") == 1
    rows = coverage_through("2025H1", on=ON).rows
    assert {row.filing_status for row in rows} == {"missing"}
    assert len({(row.filing_status, row.review_state, row.received_on) for row in rows}) == 1


def test_silence_is_never_red(two_towns, client):
    client.force_login(a_person(Role.OPM_REVIEWER))
    board = client.get(reverse("opm:coverage")).content.decode()
    assert "No report received" in board
    assert "chip--stop" not in board


def test_a_submission_takes_the_messages_away(two_towns):
    hartford, _ = two_towns
    assert tell_owing(period=half_year(), at=LATE) == 1
    certified(hartford, lines=0, at=LATE)
    left = unread_items(a_person(Role.CERTIFIER, hartford), ON)
    assert not {item.message.kind for item in left} & {"owed", "opened", "overdue"}


def test_whoever_had_the_message_is_not_counted_again():
    clerk, second = (a_person(Role.CLERK, an_agency(), name=name) for name in ("one", "two"))
    told = {"kind": Message.Kind.OVERDUE, "at": LATE, "deduplication_key": "same"}
    assert notify([clerk], **told) == 1
    assert notify([clerk, second, second], **told) == 1
    assert notify([clerk, second], **told) == 0


def test_a_paper_is_late_by_the_day_it_came_not_the_day_it_was_entered():
    period = asked(an_agency())
    enter_received_outside(
        agency=an_agency(),
        period=period,
        lines=[],
        paper=ExternalReport("mail", date(2025, 7, 15), PDF, "application/pdf"),
        by=a_person(Role.OPM_REVIEWER),
        at=LATE,
    )
    known = known_report(an_agency(), period, on=ON)
    assert (known.received_on, known.is_late) == (date(2025, 7, 15), False)
    times = timeliness([period], on=ON)[period.pk]
    assert (times.in_time, times.late) == (1, 0)
