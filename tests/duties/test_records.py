"""What waits on an agency's records, and who can settle what does not agree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.duties.records import record_duties, to_settle
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
NEXT_WEEK = make.NOW + timedelta(days=7)


def duties(at=LATER):
    return {duty.key: (duty.count, duty.is_late) for duty in record_duties(agency(), at=at)}


def settled_by(role):
    found = to_settle(person(role), agency(), at=LATER, on=LATER.date())
    return [part.rule for _, part in found]


def test_an_empty_agency_owes_nothing():
    assert duties() == {}
    assert settled_by(Role.AGENCY_HEAD) == []


def test_letters_are_counted_as_the_register_counts_them():
    make.detainer()
    make.detainer()
    assert duties() == {"to_serve": (2, False)}
    assert duties(NEXT_WEEK)["to_serve"] == (2, True)
    void_notice(
        notice=Notice.objects.first(), reason="Wrong.", by=person(Role.AGENCY_HEAD), at=LATER
    )
    assert duties() == {"not_made": (1, False), "to_serve": (1, False)}


def test_what_does_not_agree_waits_for_whoever_can_settle_it():
    make.decided(make.detainer(), choice="decline")
    told = make.told(make.Detainer.objects.get(), at=LATER, reason="A warrant came in.")
    assert told.notifies_release
    assert settled_by(Role.AGENCY_HEAD) == ["act_against_decision"]
    assert settled_by(Role.CLERK) == []
    assert settled_by(Role.AUDITOR) == settled_by(Role.CERTIFIER) == []
    assert duties()["agreement"] == (1, False)


def test_every_duty_has_a_screen():
    make.decided(make.detainer(), choice="decline")
    make.told(make.Detainer.objects.get(), at=LATER, reason="A warrant came in.")
    found = record_duties(agency(), at=NEXT_WEEK)
    assert {duty.key for duty in found} >= {"agreement", "to_serve"}
    for duty in found:
        assert reverse(duty.url_name, args=duty.url_args).startswith("/desk/")
