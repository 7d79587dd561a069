"""The cells of a row: read, or noted as wrong."""

from __future__ import annotations

from datetime import date

import pytest

from reports.imports.row_cells import RowCells, one_of
from reports.imports.written_days import WrittenDays
from reports.persons.vocabulary import Sex


def cells(**given):
    return RowCells(2, given, WrittenDays(date(2026, 3, 3)), {"name": 3})


def test_a_word_may_be_a_code_or_what_the_screens_show():
    assert cells(sex="f").word("sex", Sex) == "F"
    assert cells(sex=Sex.FEMALE.label.upper()).word("sex", Sex) == "F"
    assert cells().word("sex", Sex, Sex.UNKNOWN) == "U"


@pytest.mark.parametrize(
    ("column", "text", "reading"),
    [
        ("sex", "Q", lambda row: row.word("sex", Sex)),
        ("name", "long", lambda row: row.short("name")),
        ("n", "-1", lambda row: row.number_of("n", most=9, what="This")),
        ("n", "10", lambda row: row.number_of("n", most=9, what="This")),
        ("b", "maybe", lambda row: row.yes_or_no("b")),
        ("l", "x; y", lambda row: row.words("l", ["x"])),
        ("d", "soon", lambda row: row.read("d", row.calendar.day)),
    ],
)
def test_what_is_wrong_is_noted_and_reading_goes_on(column, text, reading):
    row = cells(**{column: text})
    reading(row)
    assert row.has_errors()
    assert [(found.row, found.column, found.value) for found in row.problems] == [(2, column, text)]


def test_an_empty_cell_is_nothing():
    row = cells()
    assert row.number_of("n", most=9, what="This") is None
    assert row.yes_or_no("b") is None
    assert row.read("d", row.calendar.day) is None
    assert not row.has_errors()
    assert one_of(["a", "b"]) == "Use one of: a, b."
