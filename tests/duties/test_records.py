"""What waits on an agency's records, and who can settle what does not agree."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.detainers.actions.attachments import add_attachment
from reports.duties.records import production_duties, record_duties, to_settle
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.records.production.actions import (
    Stated,
    approve_production,
    ask_for_production,
    download_production,
)
from reports.records.production.policies import TO_DOWNLOAD
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk.typing import scan

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


def asked(by):
    paper = add_attachment(
        detainer=make.detainer(), kind="other", label="", data=scan().read(), by=by, at=make.NOW
    )
    stated = Stated("court", "Superior Court, HHD-CV26-1", "Motion to suppress")
    return ask_for_production(
        attachment=paper, stated=stated, form_token=uuid4(), by=by, at=make.NOW
    )


def to_produce(user, at=LATER):
    return [duty.key for duty in production_duties(user, agency(), at=at, on=at.date())]


def test_a_production_waits_for_the_second_person_and_then_for_the_first():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    found = asked(clerk)
    assert (to_produce(clerk), to_produce(head)) == ([], ["production"])
    assert to_produce(person(Role.AUDITOR)) == []
    assert duties()["production"] == (1, False)
    approve_production(production=found, by=head, at=LATER)
    assert (to_produce(clerk), to_produce(head)) == (["production_download"], [])
    assert "production" not in duties()
    assert to_produce(clerk, LATER + TO_DOWNLOAD + timedelta(days=1)) == []
    found.refresh_from_db()
    download_production(production=found, by=clerk, at=LATER)
    assert to_produce(clerk) == []


def test_nobody_is_asked_to_answer_their_own_request():
    head = person(Role.AGENCY_HEAD)
    found = asked(head)
    assert to_produce(head) == []
    (duty,) = production_duties(
        person(Role.AGENCY_HEAD, email="second@hartford.example"),
        agency(),
        at=LATER,
        on=LATER.date(),
    )
    assert duty.url_args == (found.pk,)


def test_every_duty_has_a_screen():
    make.decided(make.detainer(), choice="decline")
    make.told(make.Detainer.objects.get(), at=LATER, reason="A warrant came in.")
    found = record_duties(agency(), at=NEXT_WEEK)
    assert {duty.key for duty in found} >= {"agreement", "to_serve"}
    for duty in found:
        assert reverse(duty.url_name, args=duty.url_args).startswith("/desk/")
