"""Every kind of file offers the same to the reader."""

from __future__ import annotations

import pytest

from reports.uploads.tables.opening import opened
from reports.uploads.tables.sheets import SheetFacts
from tests.uploads.tables.made import kept, log, ods, ods_row, ods_table

FILES = {
    "text": b"id,n\n1,2\n",
    "workbook": log(),
    "old workbook": kept("excel_97.xls"),
    "open document": ods(ods_table(ods_row("id|n"), ods_row("1|2"))),
}


@pytest.mark.parametrize("kind", FILES)
def test_rows_come_in_order_and_can_be_taken_anew(kind):
    file = opened({}, FILES[kind])
    name = next(sheet.name for sheet in file.sheets if not sheet.is_hidden)
    first = [row.number for row in file.rows(name, SheetFacts())]
    assert first == sorted(set(first))
    assert first == [row.number for row in file.rows(name, SheetFacts())]
    assert isinstance(file.counts_from_1904, bool)
    assert (file.encoding != "") is (kind == "text")
