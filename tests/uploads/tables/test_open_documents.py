"""ODS spreadsheets."""

from __future__ import annotations

from reports.uploads.tables import read_table
from tests.uploads.tables.made import (
    ods,
    ods_row,
    ods_table,
    problems,
)


def test_an_open_document_says_hidden_rows_errors_and_repeats():
    cell = '<table:table-cell table:formula="of:=1"/>'
    bad = (
        '<table:table-cell office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    number = '<table:table-cell office:value-type="float" office:value="3"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-03-01"/>'
    body = ods_table(
        ods_row("id|b|c"),
        f"<table:table-row><table:table-cell/>{number}{day}</table:table-row>",
        ods_row(
            "x|a<text:s text:c='2'/>b|z",
            'table:visibility="collapse" table:number-rows-repeated="2"',
        ),
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>',
    )
    table = read_table(ods(body))
    assert (table.columns, table.row_count, table.hidden_rows) == (("id", "b", "c"), 3, (3, 4))
    found = [row.cells for row in table.rows()]
    assert found == [("", "3", "2026-03-01"), *[("x", "a  b", "z")] * 2]
    spoiled = ods_table(ods_row("a|b"), f"<table:table-row>{cell}{bad}</table:table-row>")
    assert problems(ods(spoiled)) == [(2, "a", "error"), (2, "b", "error")]


def test_hidden_sheets_of_an_open_document_are_passed_over():
    style = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    body = ods_table(ods_row("a|b"), ods_row("1|2"), name="Hidden", style="h")
    body += ods_table(ods_row("c|d"), ods_row("3|4"))
    assert read_table(ods(body, styles=style)).sheet == "Log"
