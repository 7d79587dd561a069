"""ODS spreadsheets, read as their XML goes by (OpenDocument 1.3 part 3, 9.1).

Rows and cells that repeat are said once with a number: a million blank rows cost nothing here, and
what repeats a value without end is cut at the bounds of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from reports.uploads.tables.cells import ERROR_CELL, NO_RESULT, BadCell, Cell
from reports.uploads.tables.packages import DAMAGED, opened_package
from reports.uploads.tables.refusals import (
    HAS_ENTITIES,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LARGE,
    UNREADABLE,
    TableRefused,
)
from reports.uploads.tables.sheets import RawRow, SheetFacts, SheetInfo

CONTENT = "content.xml"
PART = 1 << 16
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
NUMBERS = frozenset({"float", "currency", "percentage"})
MOST_COPIES = 1_000  # of a row with values; more is no table
Attributes = dict[str, str]


class OpenDocument:
    """An ODS file. Raises TableRefused where it is none."""

    encoding = delimiter = ""
    counts_from_1904 = False

    def __init__(self, data: bytes) -> None:
        self.package = opened_package(data)
        listing = _Listing()
        for _ in self._parsed(listing):
            pass
        self.sheets = listing.sheets

    def rows(self, sheet: str, _facts: SheetFacts) -> Iterator[RawRow]:
        reading = _Reading(sheet)
        for _ in self._parsed(reading):
            yield from reading.done
            reading.done.clear()
            if reading.is_over:
                return
        yield from reading.done

    def _parsed(self, handler: Any) -> Iterator[None]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = _refuse_entities
        try:
            with self.package.open(CONTENT) as part:
                while found := part.read(PART):
                    parser.Parse(found)
                    yield
                parser.Parse(b"", True)
        except (*DAMAGED, expat.ExpatError) as damage:
            if isinstance(damage, TableRefused):
                raise
            raise TableRefused(UNREADABLE) from None


def _refuse_entities(*_: object) -> None:
    raise TableRefused(HAS_ENTITIES)


class _Listing:
    """The sheets by name, and which are hidden."""

    def __init__(self) -> None:
        self.sheets: list[SheetInfo] = []
        self.hidden_styles: set[str] = set()
        self.style = ""

    def start(self, name: str, given: Attributes) -> None:
        if name == f"{STYLE}style":
            self.style = given.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties" and given.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif name == f"{TABLE}table":
            is_hidden = given.get(f"{TABLE}style-name") in self.hidden_styles
            self.sheets.append(SheetInfo(given.get(f"{TABLE}name", ""), is_hidden=is_hidden))

    def end(self, name: str) -> None:
        """Nothing ends here."""

    def text(self, text: str) -> None:
        """No text is read."""


class _Reading:
    """The rows of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.done: list[RawRow] = []
        self.is_over = self.is_inside = False
        self.number = 0
        self.row: Attributes = {}
        self.cells: list[Cell] = []
        self.cell: Attributes | None = None
        self.column = 0
        self.paragraphs: list[str] = []
        self.depth = 0

    def start(self, name: str, given: Attributes) -> None:
        if name == f"{TABLE}table":
            self.is_inside = given.get(f"{TABLE}name", "") == self.sheet and not self.is_over
        if not self.is_inside:
            return
        if name == f"{TABLE}table-row":
            self.row, self.cells, self.column = given, [], 0
        elif name in CELLS:
            self.cell, self.paragraphs = given, []
        elif self.cell is not None:
            self._start_text(name, given)

    def _start_text(self, name: str, given: Attributes) -> None:
        if name == f"{TEXT}p":
            self.paragraphs.append("")
            self.depth += 1
        elif name == f"{TEXT}s" and self.paragraphs:
            self.paragraphs[-1] += " " * min(_times(given.get(f"{TEXT}c")), 100)

    def text(self, text: str) -> None:
        if self.depth and self.paragraphs:
            self.paragraphs[-1] += text

    def end(self, name: str) -> None:
        if not self.is_inside:
            return
        if name == f"{TEXT}p" and self.depth:
            self.depth -= 1
        elif name in CELLS:
            self._close_cell()
        elif name == f"{TABLE}table-row":
            self._close_row()
        elif name == f"{TABLE}table":
            self.is_inside, self.is_over = False, True

    def _close_cell(self) -> None:
        given, self.cell = self.cell or {}, None
        times = _times(given.get(f"{TABLE}number-columns-repeated"))
        value = _value(given, "\n".join(self.paragraphs))
        if value == "":
            self.column += times
            return
        self.cells.extend([""] * (min(self.column, 20_000) - len(self.cells)))
        self.cells.extend([value] * min(times, MOST_COLUMNS + 1))
        self.column += times

    def _close_row(self) -> None:
        times = _times(self.row.get(f"{TABLE}number-rows-repeated"))
        is_hidden = self.row.get(f"{TABLE}visibility") in {"collapse", "filter"}
        if self.cells:
            if times > MOST_COPIES or self.number > MOST_ROWS * 10:
                raise TableRefused(TOO_LARGE)
            self.done += [
                RawRow(self.number + 1 + copy, list(self.cells), is_hidden) for copy in range(times)
            ]
        self.number += times


def _times(said: str | None) -> int:
    try:
        return max(int(said or 1), 1)
    except ValueError:
        raise TableRefused(UNREADABLE) from None


def _value(given: Attributes, text: str) -> Cell:
    kind = given.get(f"{OFFICE}value-type", "")
    if given.get(f"{CALC}value-type") == "error":
        return BadCell(text or "#N/A", ERROR_CELL)
    if not kind and not text and given.get(f"{TABLE}formula"):
        return BadCell("", NO_RESULT)
    if kind in NUMBERS:
        return _number(given.get(f"{OFFICE}value", text))
    if kind in {"date", "boolean"}:
        said = given.get(f"{OFFICE}{kind}-value", text)
        return said.removesuffix("T00:00:00") if kind == "date" else said == "true"
    return text or given.get(f"{OFFICE}string-value", "")


def _number(said: str) -> Cell:
    try:
        return float(said)
    except ValueError:
        return said
