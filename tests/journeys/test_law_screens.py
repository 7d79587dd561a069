"""Every law screen at two widths: fits its window, works with a screen reader, kept as a picture in
test-results/.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.law.assess import parse_facts
from reports.lawbook.actions import propose
from reports.lawbook.models import OffenseEntry, OverlayDateRecord, SettlementRecord
from reports.training.actions import make_exercise
from tests.factories.people import person
from tests.journeys.test_screens import SIZES, faults_on
from tests.journeys.walking import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FACTS = {
    "on": "2026-03-01",
    "agency_kind": "municipal_police",
    "purposes": ["hold"],
    "grounds": ["administrative_warrant"],
}
ADDRESS = "?on=2026-03-01&agency_kind=municipal_police&purposes=hold&grounds=administrative_warrant"


@pytest.mark.parametrize("size", SIZES)
def test_law_screens_fit_their_window(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    colleague = person(Role.OPM_LEGAL, email="legal2@opm.example")
    settled = SettlementRecord(
        question="Q2",
        citation="Opinion of the Attorney General 2026-1",
        decided_by="Attorney General",
        from_on=date(2026, 2, 1),
        purposes=["notify_release"],
        grounds=["felony_ab_conviction"],
        outcome="not_prohibited",
    )
    propose(settled, by=colleague, at=now())
    propose(
        OverlayDateRecord(overlay="O1", effective_on=date(2025, 11, 20), citation="PA"),
        by=colleague,
        at=now(),
    )
    listed = OffenseEntry(
        list_name="listed_offenses_2025", section="53a-999", title="Invented", source="PA 25-29"
    )
    propose(listed, by=colleague, at=now())
    exercise = make_exercise(
        title="An I-205",
        situation="A fax.",
        facts=parse_facts(FACTS),
        expected={"hold": "prohibited"},
        lesson="",
        by=person(Role.OPM_TRAINING),
        at=now(),
    )
    sign_in(page, live_server, person(Role.OPM_LEGAL))
    screens = {
        "law-register": reverse("law:register"),
        "law-rule": reverse("law:entry", args=["hold_needs_a_ground"]),
        "law-duty": reverse("law:entry", args=["head_review"]),
        "law-confirm": reverse("lawbook:confirm", args=["head_review"]),
        "law-questions": reverse("law:questions"),
        "law-packet": reverse("law:packet"),
        "law-compare": reverse("lawbook:compare"),
        "law-settlements": reverse("lawbook:settlements"),
        "law-settle": reverse("lawbook:settle"),
        "law-change": reverse("lawbook:change", args=["settlement", settled.pk]),
        "law-overlays": reverse("lawbook:overlays"),
        "law-offenses": reverse("lawbook:offenses"),
        "law-what-if": reverse("law:what_if") + ADDRESS,
        "law-exercises": reverse("law:exercises"),
        "law-exercise": reverse("law:exercise", args=[exercise.pk]) + "?hold=prohibited",
    }
    assert faults_on(page, screens, size) == []
