"""What waits for an agency's administrator, and for a colleague of somebody who sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.accounts.actions.deactivation import reactivate
from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.duties.agency import administration_duties, colleagues_to_reactivate
from reports.messaging.account_messages import request_reactivation
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ON = NOW.date()
HEADING = {"address": "253 High Street", "phone": "860 555 0100"}
NEEDED = (Role.CLERK, Role.AGENCY_HEAD, Role.CERTIFIER)


def keys(user):
    return [duty.key for duty in administration_duties(user, agency(), on=ON)]


def test_a_heading_and_roles_that_nobody_holds_wait_for_the_administrator():
    admin = person(Role.AGENCY_ADMIN)
    assert keys(admin) == ["heading", *(f"nobody:{role}" for role in NEEDED)]
    (heading, *_) = administration_duties(admin, agency(), on=ON)
    assert "an address and a phone number" in heading.detail
    for duty in administration_duties(admin, agency(), on=ON):
        assert reverse(duty.url_name, args=duty.url_args).startswith("/desk/people/")


def test_nothing_waits_once_they_are_there():
    agency(**HEADING)
    for role in NEEDED:
        person(role)
    assert keys(person(Role.AGENCY_ADMIN)) == []


def test_a_clerk_is_asked_for_neither():
    assert keys(person(Role.CLERK)) == keys(person(Role.AUDITOR)) == []


def test_who_sleeps_and_asked_waits_for_colleagues_until_awake():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    assert colleagues_to_reactivate(head) == []
    User.objects.filter(pk=clerk.pk).update(deactivated_at=NOW - timedelta(days=1))
    assert colleagues_to_reactivate(head) == []  # asleep, and asks nobody
    request_reactivation(user=clerk, at=NOW)
    (duty,) = colleagues_to_reactivate(head)
    assert clerk.name in duty.title
    assert reverse(duty.url_name) == "/account/asleep/"
    clerk.refresh_from_db()
    reactivate(user=clerk, by=head, at=NOW, on=ON)
    assert colleagues_to_reactivate(head) == []
    User.objects.filter(pk=clerk.pk).update(deactivated_at=NOW + timedelta(days=100))
    assert colleagues_to_reactivate(head) == []  # sleeps again, and has not asked again
