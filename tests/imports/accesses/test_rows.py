"""Rows of accesses read as the values of the form."""

from __future__ import annotations

from datetime import date

import pytest

from reports.imports.accesses.columns import KNOWN, TITLES
from reports.imports.accesses.rows import read_row
from reports.imports.written_days import WrittenDays
from tests.factories.detainers import NOW
from tests.imports.accesses.helpers import access


def read(**changes):
    return read_row(2, access(**changes), calendar=WrittenDays(date(2026, 3, 3)), at=NOW)


def test_a_row_is_read_as_the_form_would_say_it():
    facts, problems = read(cost="$12.50", minutes_spent="90", age="35", resources="Room 2")
    assert problems == []
    assert (facts.values.cost_cents, facts.values.minutes_spent, facts.values.age) == (1250, 90, 35)
    assert (facts.values.kind, facts.values.basis) == ("D", "other")
    assert facts.person.family_name == "Okafor"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"kind": "G"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"kind": "C"}, "is_about_release"),
        ({"cost": "much"}, "cost"),
        ({"minutes_spent": "1000000"}, "minutes_spent"),
        ({"occurred_at": "2026-02-03"}, "occurred_at"),
        ({"occurred_at": "2027-02-03T10:00"}, "occurred_at"),
        ({"family_name": ""}, "family_name"),
        ({"resources": "x" * 301}, "resources"),
        ({"is_about_release": "perhaps"}, "is_about_release"),
    ],
)
def test_what_is_wrong_names_its_column(changes, column):
    facts, problems = read(**changes)
    assert facts is None
    assert column in {found.column for found in problems}


def test_under_a_detainer_the_person_is_the_one_on_record():
    facts, problems = read(detainer="2026-0001", kind="(A) Responding")
    assert facts is None
    facts, problems = read(detainer="2026-0001", kind="(a)")
    assert facts.values.basis == "detainer"
    assert [found.level for found in problems] == ["warning"]


def test_every_column_has_words():
    assert set(TITLES) == set(KNOWN)
