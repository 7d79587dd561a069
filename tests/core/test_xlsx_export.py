"""The one writer of plain workbooks: text cells, header first."""

from __future__ import annotations

import io
import tracemalloc

from openpyxl import load_workbook

from reports.core.xlsx_export import write_workbook


def written(columns, rows):
    raw = io.BytesIO()
    write_workbook(raw, columns, rows, sheet="log")
    return load_workbook(io.BytesIO(raw.getvalue()))["log"]


def test_every_cell_is_text_and_none_computes():
    sheet = written(("a", "b"), [("=1+1", 7), ("\x00x", "plain")])
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["a", "b"],
        ["=1+1", "7"],
        ["x", "plain"],
    ]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}
    assert sheet.freeze_panes == "A2"


def test_memory_stays_flat_in_rows(tmp_path):
    def peak(count):
        tracemalloc.start()
        with (tmp_path / "out.xlsx").open("wb") as raw:
            write_workbook(raw, ("a",), (("x" * 50 + str(n),) for n in range(count)), sheet="log")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4_000) < peak(1_000) + 500_000
