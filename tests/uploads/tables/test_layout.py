"""Where a table stands in its sheet."""

from __future__ import annotations

from datetime import date

import pytest

from reports.uploads.tables import ReadAs, TableRefused, read_table
from reports.uploads.tables.layout import folded, header_row, is_total
from reports.uploads.tables.sheets import RawRow
from tests.uploads.tables.made import (
    problems,
    rows,
    workbook,
)


def test_more_cells_than_columns_are_named_by_their_letter():
    assert problems(b"a,b\n1,2,3\n4,5\n") == [(2, "C", "error")]


def test_a_value_without_a_column_name_is_kept_and_said():
    table = read_table(b"a,,c\n1,2,3\n")
    assert table.columns == ("a", "column B", "c")
    assert problems(b"a,,c\n1,2,3\n") == [(2, "column B", "warning")]
    assert read_table(b"a,,c\n1,,3\n").columns == ("a", "c")


def test_the_header_is_found_under_titles_and_blank_rows():
    text = "Detainers of 2026\n\nPrinted March 1\n,,\nid,name,town\n1,Doe,Avon\n2,Roe,Avon\n"
    assert read_table(text.encode()).header_row == 5
    assert [number for number, _ in rows(text.encode())] == [6, 7]


def test_the_header_can_be_chosen_and_is_told_by_the_names_expected():
    data = b"one,two,three\nexternal id,channel,form\n1,fax,none\n"
    assert read_table(data).header_row == 1
    assert read_table(data, ReadAs(expected=("external_id", "channel"))).header_row == 2
    assert rows(data, header_row=2) == [(3, ("1", "fax", "none"))]
    with pytest.raises(TableRefused, match="Row 9 names no columns"):
        read_table(data, ReadAs(header_row=9))


def test_a_table_of_one_column():
    assert rows(b"email\na@example.org\n") == [(2, ("a@example.org",))]


def test_totals_and_repeated_headers_are_left_out_and_said():
    data = b"town,n\nAvon,1\ntown,n\nCanton,2\nTotal,3\n"
    assert rows(data) == [(2, ("Avon", "1")), (4, ("Canton", "2"))]
    assert problems(data) == [(3, "", "warning"), (5, "", "warning")]


def test_a_person_called_total_stays():
    assert len(rows(b"name,town\nTotal,Avon\n")) == 1


def test_a_name_that_stands_twice_is_an_error_and_both_are_kept():
    table = read_table(b"a,A,b\n1,2,3\n")
    assert table.columns == ("a", "A (2)", "b")
    assert [(p.row, p.column) for p in table.problems] == [(1, "A")]


def test_blank_columns_are_left_out():
    data = workbook([None, "id", None, "n"], [None, "1", None, 2])
    assert rows(data) == [(2, ("1", "2"))]


def raw(*cells, number=1):
    return RawRow(number, list(cells))


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        (["Total", "", "3"], True),
        (["", "Grand total:", "1,200"], True),
        (["Subtotals", "", ""], True),
        (["Totally", "3"], False),
        (["Total", "Jane"], False),
        (["", ""], False),
        (["Sum", "$3.50"], True),
    ],
)
def test_what_sums_up_is_told_from_a_person(texts, is_one):
    assert is_total(texts) is is_one


def test_a_row_of_days_and_figures_is_no_header():
    rows = [raw("Printed", date(2026, 3, 1)), raw("id", "day", number=2), raw("1", 3.0, number=3)]
    assert header_row(rows) == 2


def test_without_a_row_there_is_no_header():
    assert header_row([raw("", None)]) is None


@pytest.mark.parametrize("name", ["External ID", "external_id", " EXTERNAL-id. "])
def test_headings_are_the_same_without_case_and_signs(name):
    assert folded(name) == "external_id"
