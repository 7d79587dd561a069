"""XLSX workbooks, read sheet by sheet in pieces of rows.

The values are read by calamine, which makes room for every cell between the first and the last: a
stray cell at XFD1048576 would ask for seventeen billion. Therefore the sheet's XML is parted into
pieces of a few rows, each handed over as a workbook of its own; memory stays flat however many rows
there are. While it is parted, what calamine does not tell is noted: hidden rows, cells that show an
error, and formulas without a result (ECMA-376 part 1, 18.3.1).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from reports.uploads.tables.cells import ERROR_CELL, NO_RESULT, BadCell, Cell, column_index
from reports.uploads.tables.packages import DAMAGED, opened_package
from reports.uploads.tables.refusals import (
    BINARY_WORKBOOK,
    HAS_ENTITIES,
    MOST_COLUMNS,
    MOST_UNPACKED,
    TOO_LARGE,
    UNREADABLE,
    TableRefused,
)
from reports.uploads.tables.sheets import RawRow, SheetFacts, SheetInfo

PART = 1 << 20
MOST_AREA = 120_000
MOST_PIECE = 8 * 1024 * 1024
LAST_ROW = 1_048_576
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
NOT_NEEDED = ("xl/worksheets/", "xl/media/", "xl/drawings/", "xl/charts/", "xl/theme/", "docProps/")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)/?>")
ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})\d+["'][^>]*>""")
IS_ERROR = re.compile(rb"""\bt=["']e["']""")
IS_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
MERGED = re.compile(rb"""mergeCell\b[^>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
FIRST, LAST = re.compile(rb"""\bmin=["'](\d+)"""), re.compile(rb"""\bmax=["'](\d+)""")
SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(/?)>")
COUNTS_1904 = re.compile(rb"""date1904=["'](?:1|true)["']""")


class Workbook:
    """An XLSX file. Raises TableRefused where it is none."""

    encoding = delimiter = ""

    def __init__(self, data: bytes, most_unpacked: int = MOST_UNPACKED) -> None:
        self.package = opened_package(data, most_unpacked)
        names = set(self.package.namelist())
        if "xl/workbook.bin" in names:
            raise TableRefused(BINARY_WORKBOOK)
        book = self._whole(BOOK)
        self.counts_from_1904 = bool(COUNTS_1904.search(book))
        self.parts = self._sheet_parts(book)
        self.sheets = [
            SheetInfo(
                found.name,
                is_hidden=found.visible != SheetVisibleEnum.Visible,
                has_rows=found.typ == SheetTypeEnum.WorkSheet and found.name in self.parts,
            )
            for found in calamine(self._piece("", b"")).sheets_metadata
        ]

    def rows(self, sheet: str, facts: SheetFacts) -> Iterator[RawRow]:
        parting = Parting(facts)
        for piece in parting.pieces(self._parts_of(self.parts[sheet])):
            book = calamine(self._piece(self.parts[sheet], piece.xml))
            piece.xml = b""
            yield from _rows_of(book, sheet, piece)

    def _whole(self, part: str) -> bytes:
        try:
            return self.package.read(part)
        except DAMAGED:
            raise TableRefused(UNREADABLE) from None

    def _parts_of(self, name: str) -> Iterator[bytes]:
        try:
            with self.package.open(name) as part:
                while found := part.read(PART):
                    yield found
        except DAMAGED:
            raise TableRefused(UNREADABLE) from None

    def _sheet_parts(self, book: bytes) -> dict[str, str]:
        """In which part of the package each sheet stands."""
        try:
            relations = fromstring(self._whole(RELATIONS))
            listed = fromstring(book)
        except DefusedXmlException:
            raise TableRefused(HAS_ENTITIES) from None
        except (ParseError, ValueError, LookupError):
            raise TableRefused(UNREADABLE) from None
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        names = set(self.package.namelist())
        found: dict[str, str] = {}
        for sheet in (each for each in listed.iter() if each.tag.endswith("}sheet")):
            target = targets.get(sheet.get(RELATION), "")
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if path in names and "worksheet" in path:
                found[sheet.get("name", "")] = path
        return found

    @cached_property
    def _shared(self) -> dict[str, bytes]:
        """What every piece needs: the strings, the formats, the list of sheets."""
        return {
            name: self._whole(name)
            for name in self.package.namelist()
            if name.endswith((".xml", ".rels")) and not name.startswith(NOT_NEEDED)
        }

    def _piece(self, part: str, xml: bytes) -> io.BytesIO:
        """A workbook with these rows alone."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
            for name, content in self._shared.items():
                made.writestr(name, content)
            if part:
                made.writestr(part, xml)
        out.seek(0)
        return out


def calamine(data: io.BytesIO) -> CalamineWorkbook:
    """The workbook opened. Raises TableRefused."""
    try:
        return CalamineWorkbook.from_filelike(data)
    except (CalamineError, OSError, ValueError):
        raise TableRefused(UNREADABLE) from None


@dataclass
class RowPiece:
    """Some rows of the sheet as XML, and what was seen of them."""

    xml: bytes = b""
    hidden: set[int] = field(default_factory=set)
    bad: dict[tuple[int, int], BadCell] = field(default_factory=dict)


def _rows_of(book: CalamineWorkbook, sheet: str, piece: RowPiece) -> Iterator[RawRow]:
    try:
        found = book.get_sheet_by_name(sheet)
        start = found.start
        rows = found.to_python(skip_empty_area=True) if start is not None else []
    except (CalamineError, OSError, ValueError):
        raise TableRefused(UNREADABLE) from None
    first, left = start or (0, 0)
    waiting = {row for row, _ in piece.bad}
    for index, values in enumerate(rows):
        number = first + index + 1
        waiting.discard(number)
        if any(value != "" for value in values) or number in piece.hidden or piece.bad:
            cells: list[Cell] = [*[""] * left, *values]
            yield RawRow(number, _with_bad(cells, number, piece), number in piece.hidden)
    for number in sorted(waiting):
        yield RawRow(number, _with_bad([], number, piece), number in piece.hidden)


def _with_bad(cells: list[Cell], number: int, piece: RowPiece) -> list[Cell]:
    for (row, column), cell in piece.bad.items():
        if row == number:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cell
    return cells


class Parting:
    """The XML of a sheet going by, parted between rows."""

    def __init__(self, facts: SheetFacts) -> None:
        self.facts = facts
        self.head = self.end = self.prefix = b""
        self.number = 0
        self.may_be_bad = False
        self.first = self.width = self.size = 0
        self.rows: list[bytes] = []
        self.piece = RowPiece()

    def pieces(self, parts: Iterator[bytes]) -> Iterator[RowPiece]:
        """Pieces of rows, none of which asks for much room."""
        rest = self._head(parts)
        if rest is None:
            return
        while (closed := rest.rfind(self.end)) < 0:
            cut = max(rest.rfind(b"<" + self.prefix + b"row"), 0)
            yield from self._take(rest[:cut])
            rest = rest[cut:] + self._following(parts)
            if len(rest) > MOST_PIECE:
                raise TableRefused(TOO_LARGE)
        yield from self._take(rest[:closed])
        self._tail(rest[closed:], parts)
        if self.rows:
            yield self._closed()

    def _following(self, parts: Iterator[bytes]) -> bytes:
        """The next of the XML, which cannot end among its rows."""
        found = next(parts, None)
        if found is None:
            raise TableRefused(UNREADABLE)
        return found

    def _head(self, parts: Iterator[bytes]) -> bytes | None:
        """What stands before the rows is kept for every piece; None where there are none."""
        seen = b""
        for part in parts:
            seen += part
            if found := SHEET_DATA.search(seen):
                self.prefix, self.head = found.group(1), seen[: found.end()]
                self.end = b"</" + self.prefix + b"sheetData"
                self._note_columns(seen[: found.start()])
                if b"<!DOCTYPE" in self.head:
                    raise TableRefused(HAS_ENTITIES)
                return None if found.group(2) else seen[found.end() :]
            if len(seen) > MOST_PIECE:
                break
        return None

    def _tail(self, rest: bytes, parts: Iterator[bytes]) -> None:
        tail = rest + b"".join(next(parts, b"") for _ in range(8))
        self.facts.merged += [
            (int(top), column_index(left.decode()), int(bottom), column_index(right.decode()))
            for left, top, right, bottom in MERGED.findall(tail)
        ]

    def _note_columns(self, head: bytes) -> None:
        for found in COLUMNS.finditer(head):
            first, last = FIRST.search(found.group(1)), LAST.search(found.group(1))
            if HIDDEN.search(found.group(1)) and first and last:
                span = range(int(first.group(1)) - 1, min(int(last.group(1)), MOST_COLUMNS))
                self.facts.hidden_columns += span

    def _take(self, xml: bytes) -> Iterator[RowPiece]:
        found = list(ROW.finditer(xml))
        formula = b"<" + self.prefix + b"f"
        self.may_be_bad = formula in xml or b't="e"' in xml or b"t='e'" in xml
        for place, row in enumerate(found):
            until = found[place + 1].start() if place + 1 < len(found) else len(xml)
            text, attributes = xml[row.start() : until], row.group(1)
            number = self._number(attributes)
            width = _width(text)
            if self.rows and self._is_full(number, width, len(text)):
                yield self._closed()
            if not self.rows:
                self.first = number
            self._add(text, attributes, width)

    def _number(self, attributes: bytes) -> int:
        said = ROW_NUMBER.search(attributes)
        number = int(said.group(1)) if said else self.number + 1
        if not self.number < number <= LAST_ROW:
            raise TableRefused(UNREADABLE)
        self.number = number
        return number

    def _is_full(self, number: int, width: int, size: int) -> bool:
        area = (number - self.first + 1) * max(width, self.width)
        return area > MOST_AREA or self.size + size > MOST_PIECE

    def _add(self, text: bytes, attributes: bytes, width: int) -> None:
        if HIDDEN.search(attributes):
            self.piece.hidden.add(self.number)
        if self.may_be_bad and (FORMULA.search(text) or IS_ERROR.search(text)):
            self.piece.bad |= _bad_cells(text, self.number)
        if not ROW_NUMBER.search(attributes):
            text = text.replace(b"row", b'row r="%d"' % self.number, 1)
        self.rows.append(text)
        self.width = max(self.width, width)
        self.size += len(text)

    def _closed(self) -> RowPiece:
        piece = self.piece
        close = b"</" + self.prefix + b"sheetData></" + self.prefix + b"worksheet>"
        piece.xml = self.head + b"".join(self.rows) + close
        self.piece, self.rows, self.width, self.size = RowPiece(), [], 0, 0
        return piece


def _width(row: bytes) -> int:
    """How many columns the row reaches over, by its last cell."""
    last = max(row.rfind(b"<c "), row.rfind(b":c "), row.rfind(b"<c\n"))
    found = CELL.match(row, max(row.rfind(b"<", 0, last + 1), 0)) if last >= 0 else None
    return column_index(found.group(1).decode()) + 1 if found else 1


def _bad_cells(row: bytes, number: int) -> dict[tuple[int, int], BadCell]:
    """Cells of a row that show an error, and formulas nobody computed."""
    cells = list(CELL.finditer(row))
    found: dict[tuple[int, int], BadCell] = {}
    for place, cell in enumerate(cells):
        until = cells[place + 1].start() if place + 1 < len(cells) else len(row)
        inside = row[cell.end() : until]
        if bad := _bad_cell(cell.group(0), inside):
            found[number, column_index(cell.group(1).decode())] = bad
    return found


def _bad_cell(tag: bytes, inside: bytes) -> BadCell | None:
    value = VALUE.search(inside)
    if IS_ERROR.search(tag):
        text = value.group(1).decode("utf-8", "replace") if value else "#N/A"
        return BadCell(text, ERROR_CELL)
    if not FORMULA.search(inside) or (value and (value.group(1) or IS_TEXT_RESULT.search(tag))):
        return None
    return BadCell("", NO_RESULT)
