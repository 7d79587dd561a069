"""A table as it was read: what was found of it, and its rows one after the other."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from reports import documents
from reports.documents.errors import RenderError
from reports.uploads.malware_scan import reason_to_refuse
from reports.uploads.tables import refusals
from reports.uploads.tables.problems import TableProblem
from reports.uploads.tables.refusals import TableRefused
from reports.uploads.tables.sheets import SheetInfo

READING = "reports.uploads.tables.opening:read"
SECONDS = 10.0
PART = 1 << 16


@dataclass(frozen=True)
class ReadAs:
    """How a person wants a file read; what is not said is found. `expected` are the names of
    columns by which the sheet and the header row are told.
    """

    sheet: str = ""
    header_row: int | None = None
    encoding: str = ""
    delimiter: str = ""
    expected: Collection[str] = ()


AS_FOUND = ReadAs()


@dataclass(frozen=True)
class TableRow:
    """A row under the number the sheet shows, its cells as text in the order of the columns."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class ReadTable:
    """A sheet of a file. Problems are the first thousand; `error_count` counts all that spoil a
    row.
    """

    encoding: str
    delimiter: str
    sheets: tuple[SheetInfo, ...]
    sheet: str
    header_row: int
    columns: tuple[str, ...]
    row_count: int
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    counts_from_1904: bool
    problems: tuple[TableProblem, ...]
    error_count: int
    warning_count: int
    _is_used: tuple[bool, ...] = field(repr=False)
    _packed: bytes = field(repr=False)

    def rows(self) -> Iterator[TableRow]:
        """The rows, each time from the first."""
        for line in _lines(self._packed):
            number, is_hidden, texts = json.loads(line)
            kept = (text for text, used in zip(texts, self._is_used, strict=True) if used)
            yield TableRow(number, tuple(kept), is_hidden)


def read_table(data: bytes, reading: ReadAs = AS_FOUND) -> ReadTable:
    """The table of a file. Raises TableRefused, whatever the file did to its reader."""
    _check_before_opening(data)
    values = vars(reading) | {"expected": sorted(reading.expected)}
    try:
        answer, packed = documents.open_foreign(READING, values, data, seconds=SECONDS)
    except documents.WorkerTooSlow:
        raise TableRefused(refusals.TOO_LARGE) from None
    except RenderError:  # whoever opened it died of it
        raise TableRefused(refusals.UNREADABLE) from None
    if "refused" in answer:
        raise TableRefused(answer["refused"])
    return _table(answer, packed)


def _check_before_opening(data: bytes) -> None:
    if not data:
        raise TableRefused(refusals.EMPTY)
    if len(data) > refusals.MOST_BYTES:
        raise TableRefused(refusals.TOO_LONG)
    if why := reason_to_refuse(data):
        raise TableRefused(why)


def _table(answer: dict[str, Any], packed: bytes) -> ReadTable:
    return ReadTable(
        encoding=answer["encoding"],
        delimiter=answer["delimiter"],
        sheets=tuple(SheetInfo(**sheet) for sheet in answer["sheets"]),
        sheet=answer["sheet"],
        header_row=answer["header_row"],
        columns=tuple(answer["columns"]),
        row_count=answer["rows"],
        hidden_rows=tuple(answer["hidden_rows"]),
        hidden_columns=tuple(answer["hidden_columns"]),
        counts_from_1904=answer["counts_from_1904"],
        problems=tuple(TableProblem(**problem) for problem in answer["problems"]),
        error_count=answer["error_count"],
        warning_count=answer["warning_count"],
        _is_used=tuple(answer["is_used"]),
        _packed=packed,
    )


def _lines(packed: bytes) -> Iterator[bytes]:
    """The packed lines, a part at a time."""
    unpacking, rest = zlib.decompressobj(), b""
    for start in range(0, len(packed), PART):
        *lines, rest = (rest + unpacking.decompress(packed[start : start + PART])).split(b"\n")
        yield from lines
    *lines, rest = (rest + unpacking.flush()).split(b"\n")
    yield from lines
