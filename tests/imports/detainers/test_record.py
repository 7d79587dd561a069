"""A record said as a row of the import says it."""

from __future__ import annotations

import pytest

from reports.imports.detainers.columns import COLUMNS
from reports.imports.detainers.record import as_columns
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db


def test_every_column_but_those_of_the_decision():
    found = make.detainer(person=make.person_values(family_name="Nguyen"))
    shown = as_columns(found)
    of_the_decision = {"decision", "decision_reason", "decided_at", "decided_by"}
    assert set(COLUMNS) - set(shown) == of_the_decision
    assert (shown["family_name"], shown["purposes"]) == ("Nguyen", found.purposes)
