"""Workbooks of others: rows of text, and a hostile one costs its reader and nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from time import monotonic

import pytest
from openpyxl import Workbook

from reports.uploads import workbooks
from reports.uploads.workbooks import SECONDS, UnreadableWorkbook, as_text, first_sheet


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_last_cell(name):
    """A workbook of one cell, which says that the cell stands far away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["x"]))) as given, zipfile.ZipFile(out, "w") as made:
        for part in given.namelist():
            text = given.read(part)
            if part.endswith("sheet1.xml"):
                cell = re.search(rb'<c r="A1"[^>]*>.*?</c>', text).group(0)
                row = re.sub(rb"[A-Z]+", b"", name)
                far = b'<row r="' + row + b'">' + cell.replace(b"A1", name) + b"</row>"
                text = text.replace(b"</sheetData>", far + b"</sheetData>")
            made.writestr(part, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_rows_are_text():
    rows = [["town", "day", "n"], ["Avon", date(2025, 3, 1), 3]]
    assert first_sheet(workbook(*rows)) == [["town", "day", "n"], ["Avon", "2025-03-01", "3"]]


@pytest.mark.parametrize("name", [b"XFD1048576", b"ZZ900000"])
def test_a_small_workbook_that_asks_for_endless_room_is_refused_and_the_next_is_read(name):
    hostile = with_last_cell(name)
    assert len(hostile) < 10_000
    began = monotonic()
    with pytest.raises(UnreadableWorkbook, match=r"too large|cannot be read"):
        first_sheet(hostile)
    assert monotonic() - began < 3 * SECONDS
    assert first_sheet(workbook(["still here"])) == [["still here"]]


@pytest.mark.parametrize("data", [b"PK not a workbook", b"", workbook()[:900]])
def test_what_is_no_workbook_says_so(data):
    with pytest.raises(UnreadableWorkbook, match="cannot be read"):
        first_sheet(data)


def test_what_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 100)
    assert workbooks.read({}, workbook(["x"])) == ({"refused": workbooks.TOO_LARGE}, b"")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(3.0, "3"), (3.5, "3.5"), (" x ", "x"), (date(2025, 1, 2), "2025-01-02"), (True, "True")],
)
def test_a_cell_is_what_one_would_type(cell, text):
    assert as_text(cell) == text
