"""A person in rows, and what a record says otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.web.desk.persons.rows import differences, known_rows, records_table, side_by_side
from tests.factories import detainers as make

KNOWN = make.person_values(alien_number="012345678", attorney_contact="860-555-0101")


def test_what_is_known_is_shown_as_people_write_it():
    rows = {row.label: row.value for row in known_rows(KNOWN)}
    assert rows["A-number"] == "A012-345-678"
    assert rows["Attorney"] == "Ada Lawyer, 860-555-0101"
    assert rows["Language"] == "Spanish"


def test_a_version_says_what_differs():
    other = replace(KNOWN, family_name="Núñez", attorney_name="", attorney_contact="")
    assert differences(other, KNOWN) == ["Name: María José Núñez", "Attorney: not recorded"]
    assert differences(KNOWN, KNOWN) == []


@pytest.mark.django_db
def test_two_people_stand_side_by_side_with_their_requests():
    one, other = make.detainer(), make.detainer(person=make.person_values(given_names="Ana"))
    table = side_by_side(one.person, other.person, titles=("This", "That"))
    cells = [[cell.text for cell in row] for row in table.rows]
    assert ["Name", "María José Nuñez-Đặng", "Ana Nuñez-Đặng"] in cells
    assert ["Requests", one.reference, other.reference] in cells
    assert len(records_table(one.person).rows) == 1
