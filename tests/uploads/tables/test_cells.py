"""Cells that hold no value to be relied on."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from reports.uploads.tables.cells import (
    BAD_SIGN,
    ERROR_CELL,
    NO_RESULT,
    ROUNDED,
    TOO_LONG,
    BadCell,
    column_index,
    column_letters,
    plain_texts,
    read_cell,
)
from tests.uploads.tables.made import (
    problems,
    rows,
)


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        (b"a\x00b", "error"),
        (b"a\x07b", "error"),
        ("a�b".encode(), "error"),
        (b"#N/A", "error"),
        (b"#REF!", "error"),
        (b"########", "error"),
        (b"#12 Main Street", None),
        (b"Error in name", None),
    ],
)
def test_what_is_no_value_is_named_by_row_and_column(cell, level):
    data = b"id,name,town\n1,%b,Avon\n2,Roe,Avon\n" % cell
    assert problems(data) == ([(2, "name", level)] if level else [])
    assert "\x00" not in str(rows(data))


def test_letters_of_columns():
    assert [column_letters(index) for index in (0, 25, 26, 16_383)] == ["A", "Z", "AA", "XFD"]
    assert all(column_index(column_letters(index)) == index for index in range(800))


@pytest.mark.parametrize(
    ("cell", "text", "rule"),
    [
        (3.0, "3", ""),
        (-0.5, "-0.5", ""),
        (12, "12", ""),
        (1e15, "1000000000000000.0", ROUNDED),
        (True, "TRUE", ""),
        (None, "", ""),
        (time(14, 30), "14:30:00", ""),
        (timedelta(hours=30), "1 day, 6:00:00", ""),
        ("Err:502", "Err:502", ERROR_CELL),
        ("Error", "Error", ""),
        ("#n/a", "#n/a", ERROR_CELL),
        ("#NAME?", "#NAME?", ERROR_CELL),
        ("two\nlines\t", "two\nlines", ""),
        ("x" * 40_000, "x" * 32_767, TOO_LONG),
        ("\ud800", "", BAD_SIGN),
        (BadCell("", NO_RESULT), "", NO_RESULT),
    ],
)
def test_a_cell_is_what_one_would_type(cell, text, rule):
    assert read_cell(cell) == (text, rule)


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (["a ", 2.0, 2.5], ["a", "2", "2.5"]),
        (["a", True], None),
        (["a", None], None),
        (["#REF!"], None),
        (["a\x00"], None),
        (["a", 1e16], None),
    ],
)
def test_a_row_of_words_and_figures_is_read_in_one_step(cells, texts):
    assert plain_texts(cells) == texts
