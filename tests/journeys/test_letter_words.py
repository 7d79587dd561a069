"""Screens about letters' words and numbers at two widths: each fits its window and works with a
screen reader.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.notices.actions.support_contacts import (
    SupportContactValues,
    approve_support_contact,
    propose_support_contact,
    propose_translation,
)
from reports.notices.models import NoticeService
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.people import person
from tests.journeys.test_screens import SIZES, faults_on
from tests.journeys.walking import sign_in
from tests.web.desk import typing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def letters() -> NoticeService:
    """Letters of a release, one of them handed over, and the question whom else to tell."""
    at = now()
    item = make.detainer(at=at - timedelta(hours=3), person=make.person_values(attorney_name=""))
    make.decided(item, at=at - timedelta(hours=2), notify_release="comply")
    told = make.access(detainer=item, kind="B", at=at - timedelta(hours=1))
    run_due(at=at)
    clerk = typing.signed_in(person(Role.CLERK))
    letter = item.notices.get(kind="N2")
    typed = {
        **typing.local("inquired_at", at - timedelta(minutes=9)),
        "answer": "not_asked",
        "note": "In hospital.",
    }
    clerk.post(reverse("desk:contact_inquiry", args=[told.pk]), typed)
    typed = {
        "form_token": "5a6f7c1e-0c8f-4f0e-9f0e-1d2c3b4a5968",
        "outcome": "refused",
        "how": "in_person",
        **typing.local("happened_at", at),
        "recipient": "person",
        "handed_over_by": "Reed 114",
        "reason": "Would not.",
    }
    assert clerk.post(reverse("desk:notice_serve", args=[letter.pk]), typed).status_code == 302
    return letter.services.get()


@pytest.mark.parametrize("size", SIZES)
def test_an_agencys_screens_about_letters_fit(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    tried = letters()
    sign_in(page, live_server, person(Role.CLERK))
    way = [tried.notice_id, tried.pk]
    screens = {
        "letter-efforts": reverse("desk:notice", args=[tried.notice_id]),
        "letter-proof": reverse("desk:proof_new", args=way),
        "letter-hand-over": reverse("desk:notice_serve", args=[tried.notice_id]),
        "letter-counts": reverse("desk:notice_counts"),
    }
    assert faults_on(page, screens, size) == []


@pytest.mark.parametrize("size", SIZES)
def test_opms_screens_about_letters_fit(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    letters()
    one, two = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    values = SupportContactValues(
        name="Example Legal Aid", contact="860-555-0170", note="Free of charge"
    )
    entry = propose_support_contact(values=values, from_custody=True, position=1, by=one, at=now())
    approve_support_contact(entry=entry, by=two, at=now())
    said = SupportContactValues(name="مساعدة قانونية", contact="(860) 555-0170")
    propose_translation(entry=entry, language="ar", values=said, by=two, at=now())
    sign_in(page, live_server, one)
    screens = {
        "help-lines": reverse("office:support_contacts"),
        "help-languages": reverse("office:support_contact_translations", args=[entry.pk]),
        "opm-letters": reverse("opm:notice_counts"),
    }
    assert faults_on(page, screens, size) == []
