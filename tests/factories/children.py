"""Requests about a child, and who gets the letter with them."""

from __future__ import annotations

from datetime import date, timedelta

from reports.core.clock import now, today
from reports.detainers.models import Detainer
from tests.factories import detainers as make

CONTACT = "860-555-0142"
MOTHER = {
    "child_recipient": "guardian",
    "guardian_name": "Rosa Nuñez",
    "guardian_relation": "mother",
    "guardian_contact": CONTACT,
}


def child(**who) -> Detainer:
    """A request about somebody of fifteen or sixteen; `who` changes what is known of them."""
    born = date(today().year - 16, 1, 1)
    values = make.person_values(**{"date_of_birth": born, "attorney_name": "", **who})
    return make.detainer(at=now() - timedelta(hours=1), person=values, is_minor=True)
