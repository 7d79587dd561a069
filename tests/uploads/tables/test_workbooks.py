"""XLSX workbooks as people make them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from reports.uploads.tables import ReadAs, TableRefused, opening, read_table
from tests.uploads.tables.made import (
    kept,
    log,
    problems,
    rows,
    saved,
    sheet_xml,
    workbook,
)

XFD = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>stray</t></is></c></row>'


def test_a_workbook_gives_what_one_would_type():
    cells = [
        "007",
        3.0,
        2.5,
        True,
        datetime(2026, 3, 1, 14, 30, tzinfo=UTC).replace(tzinfo=None),
        date(2026, 3, 2),
        " x ",
        None,
    ]
    data = workbook(["a", "b", "c", "d", "e", "f", "g", "h"], cells)
    said = ("007", "3", "2.5", "TRUE", "2026-03-01T14:30:00", "2026-03-02", "x")
    assert rows(data) == [(2, said)] or rows(data) == [(2, (*said, ""))]


def test_days_are_read_in_both_epochs():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["id", "day"])
    book.active.append(["1", date(2026, 3, 1)])
    table = read_table(saved(book))
    assert table.counts_from_1904
    assert [row.cells for row in table.rows()] == [("1", "2026-03-01")]
    assert not read_table(log()).counts_from_1904


def test_hidden_rows_and_columns_are_read_and_said():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    table = read_table(log(hide))
    assert (table.hidden_rows, table.hidden_columns) == ((3,), ("n",))
    assert [row.number for row in table.rows() if row.is_hidden] == [3]


def test_error_cells_and_formulas_without_a_result_are_named():
    def spoil(sheet):
        sheet["C2"] = "=1/0"
        sheet["D3"] = "#REF!"
        sheet["D3"].data_type = "e"

    assert problems(log(spoil)) == [(2, "n", "error"), (3, "f", "error")]


def test_a_row_of_errors_does_not_vanish():
    def spoil(sheet):
        for cell in sheet[4]:
            cell.value, cell.data_type = "#REF!", "e"

    assert [(row, level) for row, _, level in problems(log(spoil))] == [(4, "error")] * 4
    assert [number for number, _ in rows(log(spoil))] == [2, 3, 4]


def test_a_formula_whose_result_is_no_text_is_a_value():
    data = sheet_xml(
        log(),
        lambda xml: xml.replace(b"</row>", b'<c r="F1" t="str"><f>A1</f><v></v></c></row>', 1),
    )
    assert problems(data) == []


def test_merged_titles_are_passed_over_and_merged_cells_named():
    def merge(sheet):
        sheet.insert_rows(1, 2)
        sheet["A1"] = "The log"
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A4:A5")

    assert read_table(log(merge)).header_row == 3
    assert problems(log(merge)) == [(5, "id", "error")]


@pytest.mark.parametrize(
    "far", [XFD, XFD.replace(b"XFD1048576", b"ZZ900000").replace(b"1048576", b"900000")]
)
def test_a_stray_cell_far_away_costs_nothing_and_is_said(far):
    data = sheet_xml(log(), lambda xml: xml.replace(b"</sheetData>", far + b"</sheetData>"))
    table = read_table(data)
    assert table.row_count == 3
    assert [(p.level, p.value) for p in table.problems] == [("warning", "stray")]


def test_a_value_beside_the_table_is_named():
    assert problems(log(lambda sheet: sheet.__setitem__("XFD3", "x"))) == [(3, "XFD", "error")]


def test_the_sheet_with_a_table_is_found_among_covers_charts_and_hidden_ones():
    book = Workbook()
    book.active["A1"] = "A cover"
    hidden = book.create_sheet("Hidden")
    hidden.append(["a", "b"])
    hidden.append([1, 2])
    hidden.sheet_state = "hidden"
    book.create_chartsheet("Chart").add_chart(BarChart())
    sheet = book.create_sheet("Log & more")
    sheet.append(["id", "n"])
    sheet.append(["1", 2])
    table = read_table(saved(book))
    assert table.sheet == "Log & more"
    assert {s.name: (s.is_hidden, s.has_rows) for s in table.sheets}["Hidden"] == (True, True)
    assert {s.name: s.has_rows for s in table.sheets}["Chart"] is False
    assert rows(saved(book), sheet="Hidden") == [(2, ("1", "2"))]
    with pytest.raises(TableRefused, match="no sheet “Chart”"):
        read_table(saved(book), ReadAs(sheet="Chart"))


def test_many_rows_are_read_in_pieces(monkeypatch):
    data = workbook(["id", "n"], *([f"{n:05}", n] for n in range(5000)))
    answer, _ = opening.table_in({}, data)
    assert answer["rows"] == 5000
    monkeypatch.setattr("reports.uploads.tables.workbooks.MOST_AREA", 40)
    in_pieces, _ = opening.table_in({}, data)
    assert in_pieces == answer


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"</sheetData>", b""),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b'<row r="3"', b'<row r="2"'),
        lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999"'),
        lambda xml: b"<!DOCTYPE x>" + xml,
        lambda _: b"no xml",
    ],
    ids=["no end", "cut off", "a row twice", "an impossible row", "entities", "no XML"],
)
def test_a_sheet_that_is_damaged_is_refused(change):
    with pytest.raises(TableRefused):
        read_table(sheet_xml(log(), change))


def test_rows_without_numbers_are_counted():
    data = sheet_xml(
        log(), lambda xml: xml.replace(b'<row r="2"', b"<row").replace(b'<row r="3"', b"<row")
    )
    assert [number for number, _ in rows(data)] == [2, 3, 4]


def test_an_empty_workbook_and_one_of_only_hidden_sheets_are_refused():
    with pytest.raises(TableRefused, match="No sheet of the file holds a row"):
        read_table(workbook())


def test_an_old_workbook_says_its_hidden_rows_and_errors():
    table = read_table(kept("excel_97.xls"))
    assert (table.sheet, table.header_row, table.hidden_rows) == ("Log", 3, (5,))
    assert [(p.row, p.column, p.value) for p in table.problems] == [(6, "n", "#N/A")]
    assert next(table.rows()).cells[:2] == ("0012", "2026-03-01")
    assert read_table(kept("excel_1904.xls")).counts_from_1904
