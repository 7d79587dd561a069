"""Tables as CSV: UTF-8, quoted, and safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from operator import itemgetter
from typing import BinaryIO

from reports.publication.content.access_records import COLUMNS as ROW_COLUMNS
from reports.publication.content.access_records import PublishedRows
from reports.publication.content.edition import (
    EditionContent,
    FigureChange,
    coverage_rows,
    long_rows,
)
from reports.publication.content.process_figures import process_rows
from reports.publication.files.spooled import Spooled

TABLE_COLUMNS = (
    "table",
    "unit",
    "half_year",
    "agency_code",
    "row_variable",
    "row_value",
    "column_variable",
    "column_value",
    "count",
    "symbol",
)
COVERAGE_COLUMNS = (
    "half_year",
    "agency_code",
    "agency",
    "kind",
    "filing_status",
    "submitted_on",
    "accesses",
    "symbol",
    "received_on",
    "review_state",
)
CHANGE_COLUMNS = ("half_year", "agency_code", "what", "before", "after", "reason")
PROCESS_COLUMNS = ("half_year", "measure", "title", "agencies", "count", "symbol", "required")
LIVE = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


FIRST = frozenset(LIVE)


def escape_formula(text: str) -> str:
    """Text that no spreadsheet interprets as a formula."""
    return f"'{text}" if text.startswith(LIVE) else text


def _escaped_row(values: tuple[str, ...]) -> tuple[str, ...]:
    """The row unchanged, unless one of its values is dangerous: nearly none is."""
    if not FIRST.isdisjoint([value[:1] for value in values]):
        return tuple(map(escape_formula, values))
    return values


def as_csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows under a header, every value quoted; a column not named is never written."""
    raw = io.BytesIO()
    write_csv(raw, columns, rows)
    return raw.getvalue()


def write_csv(raw: BinaryIO, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    """The same into a file, row by row."""
    _write(raw, columns, map(_escaped_row, map(itemgetter(*columns), rows)))


def _write(raw: BinaryIO, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Rows in the order of the columns, already escaped."""
    out = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    out.detach()


def tables_csv(content: EditionContent) -> bytes:
    """Every number, long form."""
    return as_csv(TABLE_COLUMNS, long_rows(content))


def coverage_csv(content: EditionContent) -> bytes:
    """Every agency and half-year with its filing status."""
    return as_csv(COVERAGE_COLUMNS, coverage_rows(content))


def accesses_csv(content: EditionContent) -> Spooled:
    """One generalized row per access: the one file that grows with the number of accesses."""
    rows = content.rows
    if isinstance(rows, PublishedRows):
        return Spooled(lambda raw: _write(raw, ROW_COLUMNS, rows.in_columns(escape_formula)))
    return Spooled(lambda raw: write_csv(raw, ROW_COLUMNS, rows))


def process_csv(content: EditionContent) -> bytes:
    """Figures that agencies share voluntarily."""
    return as_csv(PROCESS_COLUMNS, process_rows(content.process))


def changes_csv(changes: Iterable[FigureChange]) -> bytes:
    """What differs from the edition before."""
    return as_csv(CHANGE_COLUMNS, (asdict(change) for change in changes))
