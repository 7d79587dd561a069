"""Broken and hostile files: each is refused with a sentence, whatever it is."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reports.uploads.tables import TableRefused, opening, read_table, refusals
from tests.uploads.tables.made import (
    kept,
    log,
    ods,
    ods_row,
    ods_table,
    with_parts,
)

ENDLESS = ods_table(ods_row("a|b"), ods_row("1|2", 'table:number-rows-repeated="1048576"'))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def lying(data):
    """A package whose own list says that a part is smaller than it is."""
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n\n\n", "holds a row"),
        (b"%PDF-1.7 ...", "no table"),
        (b"\x89PNG\r\n\x1a\n....", "no table"),
        (b"\xff\xd8\xff\xe0 picture", "no table"),
        (b"{\\rtf1 text}", "no table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
        (bytes(range(256)) * 40, "no table"),
        (b"\x00" * 4000, "holds a row|no table|cannot be read"),
        (b"PK\x03\x04 not a workbook", "cannot be read"),
        (log()[:900], "cannot be read"),
        (log()[:-30], "cannot be read"),
        (with_parts(log(), {"xl/workbook.xml": None}), "cannot be read"),
        (with_parts(log(), {"xl/workbook.xml": b"<a"}), "cannot be read"),
        (with_parts(log(), {"xl/worksheets/sheet1.xml": None}), "cannot be read|holds a row"),
        (with_parts(log(), {"xl/workbook.bin": b"x"}), "XLSB"),
        (with_parts(log(), {"xl/workbook.xml": ENTITIES.encode() + b"<a>&a;</a>"}), "entities"),
        (ods(ENDLESS), "too large"),
        (ods(ods_table(ods_row("a|b")), doctype=ENTITIES), "entities"),
        (ods("<table:table"), "cannot be read"),
        (ods(""), "holds a row"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cannot be read|no table"),
        (lying(log()), "cannot be read"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_a_sentence(data, said):
    with pytest.raises(TableRefused, match=said):
        read_table(data)


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [
        ("MOST_ROWS", 2, "too large"),
        ("MOST_CELLS", 5, "too large"),
    ],
)
def test_a_table_beyond_its_bounds_is_refused(monkeypatch, bound, value, said):
    monkeypatch.setattr(refusals, bound, value)
    with pytest.raises(TableRefused, match=said):
        opening.table_in({}, log())


@settings(max_examples=40, deadline=None)
@given(some.binary(max_size=200), some.integers(0, 6000), some.sampled_from(["x", "o", "xls"]))
def test_no_bytes_break_the_reader(junk, at, kind):
    whole = {"x": log(), "o": ods(ods_table(ods_row("a|b"))), "xls": kept("excel_97.xls")}[kind]
    for data in (junk, whole[:at] + junk + whole[at + len(junk) :]):
        with suppress(TableRefused):
            for row in read_table(data).rows():
                assert all("\x00" not in cell for cell in row.cells)
