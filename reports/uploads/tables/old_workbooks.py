"""XLS workbooks of Excel 97 to 2003, read by calamine.

Calamine shows an error as an empty cell and tells nothing of hidden rows, so the records of each
sheet are walked beside it ([MS-XLS] 2.4: BoundSheet8, BoolErr, Formula, Row).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

import olefile
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reports.uploads.tables.cells import ERROR_CELL, BadCell, Cell, column_letters
from reports.uploads.tables.refusals import LOCKED, NO_TABLE, UNREADABLE, TableRefused
from reports.uploads.tables.sheets import RawRow, SheetFacts, SheetInfo

STREAMS = ("Workbook", "Book")
ENCRYPTED_STREAMS = ("EncryptedPackage", "EncryptionInfo")
BOUND_SHEET, DATE_1904, FILE_PASS = 0x85, 0x22, 0x2F
ROW, BOOL_ERR, FORMULA, NUMBER, LABEL, LABEL_SST = 0x208, 0x205, 0x06, 0x203, 0x204, 0xFD
RK, BEGIN, END = 0x27E, 0x809, 0x0A
WITH_CELL = frozenset({BOOL_ERR, FORMULA, NUMBER, LABEL, LABEL_SST, RK})
IS_HIDDEN = 0x20
ERROR_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
MOST_AREA = 3_000_000
FAR_CELL = (
    "The sheet “{sheet}” reaches to row {row}, column {column}, far beyond its table. Delete the"
    " cell there, or save the workbook as XLSX."
)


@dataclass
class SheetRecords:
    """What the records of a sheet say beside the values."""

    hidden: set[int] = field(default_factory=set)
    bad: dict[tuple[int, int], BadCell] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0


class OldWorkbook:
    """An XLS file. Raises TableRefused where it is none."""

    encoding = delimiter = ""

    def __init__(self, data: bytes) -> None:
        self.data = data
        stream = _stream(data)
        self.counts_from_1904, self.records = _records_of(stream)
        self.book = self._opened()
        self.sheets = [
            SheetInfo(
                found.name,
                is_hidden=found.visible != SheetVisibleEnum.Visible,
                has_rows=found.typ == SheetTypeEnum.WorkSheet,
            )
            for found in self.book.sheets_metadata
        ]

    def _opened(self) -> CalamineWorkbook:
        for name, found in self.records.items():
            if (found.last_row + 1) * (found.last_column + 1) > MOST_AREA:
                column = column_letters(found.last_column)
                said = FAR_CELL.format(sheet=name, row=found.last_row + 1, column=column)
                raise TableRefused(said)
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self.data))
        except PasswordError:
            raise TableRefused(LOCKED) from None
        except (CalamineError, OSError, ValueError):
            raise TableRefused(UNREADABLE) from None

    def rows(self, sheet: str, facts: SheetFacts) -> Iterator[RawRow]:
        found = self.book.get_sheet_by_name(sheet)
        facts.merged += [
            (top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in found.merged_cell_ranges or []
        ]
        records = self.records.get(sheet, SheetRecords())
        first, left = found.start or (0, 0)
        bad_rows = {row for row, _ in records.bad}
        for index, values in enumerate(found.to_python(skip_empty_area=True)):
            number = first + index + 1
            cells: list[Cell] = [*[""] * left, *values]
            if number - 1 in bad_rows:
                _put_bad(cells, number - 1, records)
            yield RawRow(number, cells, number - 1 in records.hidden)


def _put_bad(cells: list[Cell], row: int, records: SheetRecords) -> None:
    for (at, column), cell in records.bad.items():
        if at == row:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cell


def _stream(data: bytes) -> bytes:
    """The stream of the workbook within the compound file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            if any(opened.exists(name) for name in ENCRYPTED_STREAMS):
                raise TableRefused(LOCKED)
            for name in STREAMS:
                if opened.exists(name):
                    return bytes(opened.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError):
        raise TableRefused(UNREADABLE) from None
    raise TableRefused(NO_TABLE)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _records_of(stream: bytes) -> tuple[bool, dict[str, SheetRecords]]:
    """Whether days are counted from 1904, and the records of each sheet by its name."""
    try:
        head = list(takewhile(lambda record: record[0] != END, _records(stream, 0)))
        if any(kind == FILE_PASS for kind, _ in head):
            raise TableRefused(LOCKED)
        is_1904 = any(kind == DATE_1904 and body[:1] == b"\1" for kind, body in head)
        starts = [_bound_sheet(body) for kind, body in head if kind == BOUND_SHEET]
        return is_1904, {name: _sheet_records(stream, start) for name, start in starts}
    except (struct.error, UnicodeDecodeError):
        raise TableRefused(UNREADABLE) from None


def _bound_sheet(body: bytes) -> tuple[str, int]:
    """The name of a sheet, and where its records begin."""
    start, _, _, length, flags = struct.unpack_from("<IBBBB", body)
    is_wide = flags & 1
    raw = body[8 : 8 + length * (2 if is_wide else 1)]
    return raw.decode("utf-16-le" if is_wide else "latin-1"), start


def _sheet_records(stream: bytes, start: int) -> SheetRecords:
    found = SheetRecords()
    for kind, body in _records(stream, start):
        if kind == END:
            break
        if kind == ROW and struct.unpack_from("<H", body, 12)[0] & IS_HIDDEN:
            found.hidden.add(struct.unpack_from("<H", body)[0])
        if kind in WITH_CELL:
            row, column = struct.unpack_from("<HH", body)
            found.last_row = max(found.last_row, row)
            found.last_column = max(found.last_column, column)
            if (code := _error_code(kind, body)) is not None:
                text = ERROR_NAMES.get(code, "#UNKNOWN!")
                found.bad[row, column] = BadCell(text, ERROR_CELL)
    return found


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == BOOL_ERR and body[7]:
        return body[6]
    if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None
