"""The head confirms what came in a file, and says why where it departs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.actions.decide import record_reported_decision
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def departing():
    """A reported decision to hold without a ground."""
    at = now()
    detainer = make.detainer(
        at=at - timedelta(hours=2), purposes=("hold",), grounds=(), convictions=()
    )
    return record_reported_decision(
        detainer=detainer,
        choices={"hold": "comply"},
        reason="The sergeant said so at the desk.",
        decided_at=at - timedelta(minutes=20),
        reported_decider="Sergeant Jones",
        by=person(),
        at=at,
    )


def test_a_departure_is_confirmed_with_why_and_counsel(head, departing):
    where = reverse("desk:decision_confirm", args=[departing.pk])
    page = head.get(where).content.decode()
    assert "differs from the assessment" in page
    assert "Sergeant Jones" in page
    assert head.post(where, {}).status_code == 422
    assert head.post(where, {"departure_reason": "A judge called."}).status_code == 422
    departing.refresh_from_db()
    assert departing.confirmed_at is None
    said = {"departure_reason": "A judge called.", "counsel_consulted": "no"}
    assert head.post(where, said).status_code == 302
    departing.refresh_from_db()
    assert (departing.departure_reason, departing.counsel_consulted) == ("A judge called.", False)
    assert departing.confirmed_at is not None
