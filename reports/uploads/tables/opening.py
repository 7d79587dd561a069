"""A table opened and read: runs only in the process for foreign files (`documents.open_foreign`).

The rows go back as packed lines of JSON, so that neither side holds all of them at once.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from reports.uploads.cleaning import limited_memory
from reports.uploads.tables import refusals
from reports.uploads.tables.cells import BadCell, Cell, column_letters, plain_texts, read_cell
from reports.uploads.tables.delimited import DelimitedText
from reports.uploads.tables.layout import (
    HEADER_WITHIN,
    header_row,
    is_header_again,
    is_total,
    names_expected,
    shown_in,
    texts_of,
)
from reports.uploads.tables.old_workbooks import OldWorkbook
from reports.uploads.tables.open_documents import OpenDocument
from reports.uploads.tables.problems import ERROR, WARNING, TableProblem, shown
from reports.uploads.tables.refusals import TableRefused
from reports.uploads.tables.sheets import RawRow, SheetFacts, SheetInfo, TableFile
from reports.uploads.tables.workbooks import Workbook

MEMORY = 200 * 1024 * 1024
MOST_PROBLEMS = 1_000
MOST_NAMED_ROWS = 10_000
LAST_ROWS = 5
FAR_BELOW = 5_000

TWICE = "This column stands twice. Name each column once."
BESIDE = "A value stands beside the table, where no column is named. Delete it, or name its column."
WITHOUT_NAME = "This column has values and no name. Name it in the header row."
FAR = "A value stands thousands of rows below the table. It was not read; delete it."
IS_TOTAL = "This row sums up the table and is left out."
IS_HEADER = "This row repeats the header and is left out."
IS_MERGED = (
    "The cell is merged with the one above, so the value stands in the first row only. Part the"
    " cells and fill each."
)

Answer = tuple[dict[str, Any], bytes]
OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"{\\rtf",
    b"\x7fELF",
)
WEB = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(values: dict[str, Any], data: bytes) -> Answer:
    """What the table is, with its rows; or `refused`, with the sentence."""
    try:
        with limited_memory(MEMORY):
            return table_in(values, data)
    except TableRefused as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"refused": refusals.TOO_LARGE}, b""


def table_in(values: dict[str, Any], data: bytes) -> Answer:
    """What the table is, with its rows packed. Raises TableRefused."""
    return _Spool(opened(values, data), values).read()


def opened(values: dict[str, Any], data: bytes) -> TableFile:
    """The file by its first bytes. Raises TableRefused."""
    if data.startswith(b"PK\x03\x04"):
        most_unpacked = values.get("most_unpacked") or refusals.MOST_UNPACKED
        return OpenDocument(data) if b"opendocument" in data[:200] else _zipped(data, most_unpacked)
    if data.startswith(COMPOUND):
        return OldWorkbook(data)
    beginning = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(WEB):
        raise TableRefused(refusals.WEB_PAGE)
    if data.startswith(OTHER_KINDS):
        raise TableRefused(refusals.NO_TABLE)
    return DelimitedText(
        data, encoding=values.get("encoding") or "", delimiter=values.get("delimiter") or ""
    )


def _zipped(data: bytes, most_unpacked: int) -> TableFile:
    """XLSX, or ODS from a writer that does not put its type first."""
    if b"content.xml" in data[-200_000:] and b"xl/workbook" not in data[-200_000:]:
        return OpenDocument(data)
    return Workbook(data, most_unpacked)


class _Spool:
    """The rows of one sheet on their way out."""

    def __init__(self, file: TableFile, values: dict[str, Any]) -> None:
        self.file = file
        self.wanted: str | None = values.get("sheet") or None
        self.stated_header: int | None = values.get("header_row") or None
        self.expected = frozenset(values.get("expected") or ())
        self.facts = SheetFacts()
        self.columns: list[str] = []
        self.is_used: list[bool] = []
        self.all_used = False
        self.problems: list[TableProblem] = []
        self.counts: Counter[str] = Counter()
        self.hidden: list[int] = []
        self.rows = self.cells = 0
        self.packed: list[bytes] = []
        self.packing = zlib.compressobj(level=1)
        self.last: list[tuple[RawRow, list[str]]] = []

    def read(self) -> Answer:
        sheet = self._sheet()
        rows = self.file.rows(sheet.name, self.facts)
        peeked = list(islice(rows, HEADER_WITHIN))
        header = self.stated_header or header_row(peeked, self.expected)
        if header is None:
            raise TableRefused(refusals.NO_ROWS)
        self._take_all(chain(peeked, rows), header)
        self._note_merged(header)
        self.packed.append(self.packing.flush())
        return self._answer(sheet, header), b"".join(self.packed)

    def _sheet(self) -> SheetInfo:
        """The one that was named; else the first that is seen and looks like a table."""
        named = [sheet for sheet in self.file.sheets if sheet.name == self.wanted]
        if self.wanted is not None:
            if not named or not named[0].has_rows:
                names = ", ".join(f"“{sheet.name}”" for sheet in self.file.sheets if sheet.has_rows)
                raise TableRefused(
                    f"The file has no sheet “{shown(self.wanted)}” with rows. It has {names}."
                )
            return named[0]
        offered = [sheet for sheet in self.file.sheets if sheet.has_rows and not sheet.is_hidden]
        if not offered:
            raise TableRefused(refusals.NO_ROWS)
        if len(offered) == 1:
            return offered[0]
        return max(offered, key=lambda sheet: (self._likeness(sheet), -offered.index(sheet)))

    def _likeness(self, sheet: SheetInfo) -> int:
        """3 where it names the columns expected, 2 for a table, 1 for a cover, 0 for nothing."""
        rows = list(islice(self.file.rows(sheet.name, SheetFacts()), HEADER_WITHIN))
        number = header_row(rows, self.expected)
        if number is None:
            return 0
        header = next(row for row in rows if row.number == number)
        if names_expected(header, self.expected):
            return 3
        below = [row for row in rows if row.number > number and len(texts_of(row)) > 1]
        return 2 if len(texts_of(header)) > 1 and below else 1

    def _take_all(self, rows: Iterator[RawRow], header: int) -> None:
        previous = header
        for row in self._below(rows, header):
            if row.number - previous > FAR_BELOW:
                self._far(row)
            else:
                previous = row.number
                self._take(row)
        self._write_last()

    def _below(self, rows: Iterator[RawRow], header: int) -> Iterator[RawRow]:
        """The rows with anything in them below the header, which is read on the way."""
        for row in rows:
            if row.number >= header:
                break
        else:
            row = RawRow(header, [])
        if row.number == header:
            self._name_columns(row)
        if not self.columns:
            raise TableRefused(f"Row {header} names no columns. Choose the header row.")
        yield from (row for row in rows if _is_filled(row.cells))

    def _name_columns(self, row: RawRow) -> None:
        names = [shown_in(cell) for cell in row.cells]
        while names and not names[-1]:
            names.pop()
        if len(names) > refusals.MOST_COLUMNS:
            names = names[: refusals.MOST_COLUMNS]
        seen: Counter[str] = Counter()
        for index, name in enumerate(names):
            given = " ".join(name.split())
            seen[given.casefold()] += 1
            if given and seen[given.casefold()] > 1:
                self._add(TableProblem(row.number, given, TWICE))
                given = f"{given} ({seen[given.casefold()]})"
            self.columns.append(given or f"column {column_letters(index)}")
            self.is_used.append(bool(name))
        self.all_used = all(self.is_used)

    def _take(self, row: RawRow) -> None:
        width = len(self.columns)
        texts = plain_texts(row.cells) if self.all_used else None
        if texts is None:
            texts = [self._text(row, index, cell) for index, cell in enumerate(row.cells)]
        for index, text in enumerate(texts[width:], start=width):
            if text:
                self._add(TableProblem(row.number, column_letters(index), BESIDE, shown(text)))
        if any(texts[:width]) or any(isinstance(cell, BadCell) for cell in row.cells[:width]):
            self.last.append((row, texts[:width] + [""] * (width - len(texts))))
        if len(self.last) > LAST_ROWS:
            self._write(*self.last.pop(0))

    def _text(self, row: RawRow, index: int, cell: Cell) -> str:
        text, rule = read_cell(cell)
        if rule:
            self._add(TableProblem(row.number, self._name(index), rule, shown(text)))
        if text and index < len(self.columns) and not self.is_used[index]:
            self.is_used[index] = True
            self._add(TableProblem(row.number, self.columns[index], WITHOUT_NAME, "", WARNING))
        return text

    def _name(self, index: int) -> str:
        return self.columns[index] if index < len(self.columns) else column_letters(index)

    def _far(self, row: RawRow) -> None:
        for index, cell in enumerate(row.cells):
            if text := shown_in(cell):
                name = column_letters(index)
                self._add(TableProblem(row.number, name, FAR, shown(text), WARNING))

    def _write_last(self) -> None:
        """The last rows, without those that sum up."""
        for row, texts in self.last:
            if is_total(texts):
                self._add(TableProblem(row.number, "", IS_TOTAL, "", WARNING))
            else:
                self._write(row, texts)
        self.last.clear()

    def _write(self, row: RawRow, texts: list[str]) -> None:
        if is_header_again(texts, self.columns):
            self._add(TableProblem(row.number, "", IS_HEADER, "", WARNING))
            return
        self.rows += 1
        self.cells += len(texts)
        if self.rows > refusals.MOST_ROWS or self.cells > refusals.MOST_CELLS:
            raise TableRefused(refusals.TOO_LARGE)
        if row.is_hidden and len(self.hidden) < MOST_NAMED_ROWS:
            self.hidden.append(row.number)
        line = ENCODE([row.number, row.is_hidden, texts]) + "\n"
        if packed := self.packing.compress(line.encode("utf-8")):
            self.packed.append(packed)

    def _add(self, problem: TableProblem) -> None:
        self.counts[problem.level] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def _note_merged(self, header: int) -> None:
        """Cells below the header that one value is spread over: only the first row has it."""
        for top, left, bottom, _ in self.facts.merged:
            if top > header and bottom > top and left < len(self.columns):
                for row in range(top + 1, min(bottom, top + 50) + 1):
                    self._add(TableProblem(row, self.columns[left], IS_MERGED))

    def _answer(self, sheet: SheetInfo, header: int) -> dict[str, Any]:
        for problem in self.facts.problems:
            self._add(problem)
        kept = [name for name, used in zip(self.columns, self.is_used, strict=True) if used]
        return {
            "encoding": self.file.encoding,
            "delimiter": self.file.delimiter,
            "sheets": [vars(each) for each in self.file.sheets],
            "sheet": sheet.name,
            "header_row": header,
            "columns": kept,
            "is_used": self.is_used,
            "rows": self.rows,
            "hidden_rows": self.hidden,
            "hidden_columns": [
                self.columns[at] for at in self.facts.hidden_columns if at < len(self.columns)
            ],
            "counts_from_1904": self.file.counts_from_1904,
            "problems": [problem.as_dict() for problem in self.problems],
            "error_count": self.counts[ERROR],
            "warning_count": self.counts[WARNING],
        }


def _is_filled(cells: list[Cell]) -> bool:
    return any(cell not in ("", None) for cell in cells)


ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
