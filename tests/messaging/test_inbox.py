"""What waits for a person: where each message leads, what it says of its half-year, and how it
ends.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.messaging.half_years import half_year_facts
from reports.messaging.inbox import (
    link_for,
    mark_read,
    notify,
    resolve,
    set_preference,
    transfer_messages,
    unread_items,
    wants_mail,
)
from reports.messaging.models import SUBMISSION, Message
from reports.submissions.notifications import notify_about_submission
from tests.submissions.helpers import a_person, an_agency, certified, half_year

pytestmark = pytest.mark.django_db
Kind = Message.Kind
NOW = datetime(2025, 7, 9, 15, 0, tzinfo=UTC)
ON = date(2025, 7, 9)


@pytest.fixture
def clerk():
    return a_person(Role.CLERK, an_agency())


def tell(user, kind, **about):
    notify([user], kind, at=NOW, deduplication_key=f"{kind}:test", **about)
    return Message.objects.get(recipient=user, kind=kind)


def test_a_reminder_names_the_half_year_and_its_due_day(clerk):
    period = half_year("2025H1")
    tell(clerk, Kind.DUE_SOON, agency=an_agency(), half_year="2025H1")
    (item,) = unread_items(clerk, ON)
    assert item.detail == (
        "Hartford, January to June 2025. If your police gave ICE access from January 1, 2025 to"
        " June 30, 2025, the legislative body must send the data, 54-192h(e)(3). If they gave none,"
        " the law asks for nothing."
    )
    assert item.due_on == period.due_on
    assert (item.url_name, item.url_kwargs) == (
        "submissions:half_year",
        {"code": "hartford", "half_year": "2025H1"},
    )


def test_what_has_a_due_day_comes_first(clerk):
    half_year("2025H1")
    tell(clerk, Kind.ACCEPTED, agency=an_agency(), half_year="2025H1")
    tell(clerk, Kind.OVERDUE, agency=an_agency(), half_year="2025H1")
    assert [item.message.kind for item in unread_items(clerk, ON)] == [Kind.OVERDUE, Kind.ACCEPTED]


def test_a_half_year_that_nobody_configured_is_left_out(clerk):
    tell(clerk, Kind.DUE_SOON, agency=an_agency(), half_year="2031H1")
    (item,) = unread_items(clerk, ON)
    assert (item.detail, item.due_on) == ("Hartford", None)
    assert half_year_facts({"", "2031H1"}) == {}


def test_a_reviewer_is_led_to_the_version():
    submission, reviewer = certified(), a_person(Role.OPM_REVIEWER, name="second")
    notify_about_submission(submission, Kind.CONTRADICTED, [reviewer], at=NOW)
    message = Message.objects.get(recipient=reviewer, kind=Kind.CONTRADICTED)
    assert (message.subject_type, message.subject_id) == (SUBMISSION, submission.pk)
    assert link_for(message) == ("opm:review", {"submission_id": submission.pk})


def test_the_agencys_own_copy_leads_to_its_half_year(clerk):
    message = tell(clerk, Kind.CONTRADICTED, agency=an_agency(), half_year="2025H1")
    assert link_for(message)[0] == "submissions:half_year"


@pytest.mark.parametrize("kind", Kind.values)
def test_every_message_leads_to_a_screen_that_exists(clerk, kind):
    message = tell(clerk, kind, agency=an_agency(), half_year="2025H1")
    name, kwargs = link_for(message)
    assert reverse(name, kwargs=kwargs).startswith("/")


def test_a_message_without_what_its_screen_needs_leads_to_the_list(clerk):
    assert link_for(tell(clerk, Kind.RETURNED)) == ("account:inbox", {})


def test_the_same_is_said_once(clerk):
    for _ in range(2):
        tell(clerk, Kind.DORMANT)
    assert Message.objects.filter(recipient=clerk).count() == 1


def test_an_act_takes_its_messages_off_the_lists_of_all(clerk):
    tell(clerk, Kind.DUE_SOON, agency=an_agency(), half_year="2025H1")
    resolve(kinds=[Kind.DUE_SOON], at=NOW, agency=an_agency(), half_year="2024H2")
    assert unread_items(clerk, ON)
    resolve(kinds=[Kind.DUE_SOON], at=NOW, agency=an_agency(), half_year="2025H1")
    assert not unread_items(clerk, ON)


def test_one_is_read_or_all(clerk):
    first = tell(clerk, Kind.DORMANT)
    tell(clerk, Kind.ROLE_GRANTED)
    mark_read(by=clerk, at=NOW, only=first.pk)
    assert [item.message.kind for item in unread_items(clerk, ON)] == [Kind.ROLE_GRANTED]
    mark_read(by=clerk, at=NOW)
    assert not unread_items(clerk, ON)


def test_a_successor_gets_what_waits_with_its_subject(clerk):
    submission = certified()
    successor = a_person(Role.CERTIFIER, an_agency(), name="successor")
    Message.objects.all().delete()
    notify_about_submission(submission, Kind.RETURNED, [clerk], at=NOW)
    moved = transfer_messages(
        leaving=clerk, successor=successor, agency=submission.agency, at=NOW + timedelta(hours=1)
    )
    copy = Message.objects.get(recipient=successor)
    assert moved == 1
    assert (copy.half_year, copy.subject_id) == ("2025H1", submission.pk)
    assert not unread_items(clerk, ON)


def test_mail_is_wanted_until_it_is_not(clerk):
    assert wants_mail(clerk)
    set_preference(by=clerk, wants_digest=False, at=NOW)
    assert not wants_mail(clerk)
