"""What waits at an agency about its half-years follows the reports, not the messages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.duties.reports import agency_report_duties, report_duties
from reports.messaging.inbox import mark_read
from reports.submissions.actions.amend import reopen, start_amendment
from reports.submissions.actions.received_outside import ExternalReport, enter_received_outside
from tests.submissions.helpers import (
    LATER,
    a_person,
    accepted,
    an_agency,
    asked,
    certified,
    correct,
    drafted,
    log_access,
    returned,
)

pytestmark = pytest.mark.django_db
ON = LATER.date()


def waiting(role: Role = Role.CLERK, *, on: date = ON) -> list[str]:
    user = a_person(role, an_agency())
    return [duty.key for duty in report_duties(user, an_agency(), on=on)]


@pytest.fixture
def town():
    asked(an_agency())
    return an_agency()


def test_a_half_year_without_access_asks_nothing_of_anybody(town):
    assert waiting() == waiting(Role.CERTIFIER) == []
    drafted(town, lines=0)
    assert waiting() == waiting(Role.CERTIFIER) == []


def test_an_access_in_the_log_makes_a_report_owed_once_the_half_year_is_over(town):
    log_access(town)
    assert waiting(on=date(2025, 6, 30)) == []
    assert waiting(on=date(2025, 7, 1)) == waiting(Role.CERTIFIER) == ["owed"]
    (duty,) = agency_report_duties(town, on=date(2025, 12, 1))
    assert duty.is_late
    assert duty.detail == "January to June 2025; 1 in the log"


def test_reading_the_messages_ends_no_duty(town):
    log_access(town)
    clerk = a_person(Role.CLERK, town)
    mark_read(by=clerk, at=LATER)
    assert waiting() == ["owed"]


def test_each_step_is_the_next_one(town):
    drafted(town, lines=2)
    assert waiting(Role.CERTIFIER) == ["draft"]
    certified(town, lines=0)
    assert waiting(Role.CERTIFIER) == []


def test_a_returned_report_waits_for_the_agency(town):
    returned(town)
    assert waiting() == waiting(Role.CERTIFIER) == ["returned"]


def test_what_opm_wants_amended_waits_until_it_is(town):
    submission = accepted(town, lines=1)
    assert waiting() == []
    reopen(
        submission=submission,
        message="One access seems to be missing.",
        by=a_person(Role.OPM_REVIEWER),
        at=LATER,
    )
    assert waiting() == ["reopened"]


def test_a_report_of_none_that_the_log_contradicts_is_amended(town):
    accepted(town, lines=0)
    assert waiting() == []
    log_access(town)
    assert waiting() == ["contradicted"]


def test_what_changes_after_acceptance_is_amended_from_the_first_page(town):
    submission = accepted(town, lines=2)
    assert waiting() == []
    access = Access.objects.get(pk=submission.lines.first().access_id)
    move(access, hours=1)
    assert waiting() == [], "the time of day is not reported"
    access = Access.objects.standing().latest("occurred_at")
    move(access, days=1)
    (duty,) = report_duties(a_person(Role.CLERK, town), town, on=ON)
    assert (duty.key, duty.url_name, duty.url_args) == (
        "changed",
        "submissions:amend",
        (submission.pk,),
    )
    start_amendment(
        submission=submission,
        code="corrected",
        reason="The day was wrong.",
        by=a_person(Role.CLERK, town),
        at=LATER,
    )
    assert waiting() == ["draft"]


def move(access, **by):
    at = LATER + timedelta(hours=1)
    correct(access, occurred_at=access.occurred_at + timedelta(**by), at=at)


def test_whoever_may_sign_a_draft_is_led_to_the_one_act(town):
    draft = drafted(town)
    (duty,) = report_duties(a_person(Role.CERTIFIER, town), town, on=ON)
    assert (duty.key, duty.url_name, duty.url_args) == ("draft", "submissions:certify", (draft.pk,))
    (duty,) = report_duties(a_person(Role.CLERK, town), town, on=ON)
    assert (duty.key, duty.url_name) == ("draft", "submissions:half_year")


def test_whoever_may_sign_what_follows_a_return_answers_the_reasons_first(town):
    returned(town)
    drafted(town, lines=0, at=LATER)
    (duty,) = report_duties(a_person(Role.CERTIFIER, town), town, on=ON)
    assert (duty.key, duty.url_name) == ("draft", "submissions:half_year")


def test_what_opm_entered_waits_for_somebody_who_confirms(town):
    paper = ExternalReport("mail", date(2025, 7, 3), b"%PDF-1.4 sent so", "application/pdf")
    enter_received_outside(
        agency=town,
        period=asked(town),
        lines=[],
        paper=paper,
        by=a_person(Role.OPM_REVIEWER),
        at=LATER,
    )
    assert waiting(Role.CERTIFIER) == ["confirm_entry"]
    assert waiting(Role.CLERK) == []


def test_an_administrator_and_an_auditor_are_asked_nothing_about_reports(town):
    log_access(town)
    assert waiting(Role.AGENCY_ADMIN) == waiting(Role.AUDITOR) == []


def test_every_duty_has_a_screen(town):
    log_access(town)
    for duty in agency_report_duties(town, on=ON):
        assert reverse(duty.url_name, args=duty.url_args).startswith("/desk/")
