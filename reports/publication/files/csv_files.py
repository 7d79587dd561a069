"""Tables as CSV: UTF-8, quoted, and safe to open in a spreadsheet."""

from collections.abc import Iterable
from dataclasses import asdict

from reports.core.csv_export import as_csv, escape_formula, write_csv, write_escaped
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
        return Spooled(lambda raw: write_escaped(raw, ROW_COLUMNS, rows.in_columns(escape_formula)))
    return Spooled(lambda raw: write_csv(raw, ROW_COLUMNS, rows))


def process_csv(content: EditionContent) -> bytes:
    """Figures that agencies share voluntarily."""
    return as_csv(PROCESS_COLUMNS, process_rows(content.process))


def changes_csv(changes: Iterable[FigureChange]) -> bytes:
    """What differs from the edition before."""
    return as_csv(CHANGE_COLUMNS, (asdict(change) for change in changes))
