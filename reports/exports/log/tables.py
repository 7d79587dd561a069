"""A list of the log with its columns and rows, and its two kinds of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, BinaryIO

from reports.access.queries import list_accesses
from reports.accounts.models import Agency
from reports.core.csv_export import csv_lines
from reports.core.xlsx_export import write_workbook
from reports.detainers.queries import list_detainers
from reports.exports.log import accesses, detainers
from reports.exports.log.accesses import access_rows
from reports.exports.log.detainers import detainer_rows

# So that spreadsheets read UTF-8 as what it is.
MARK = "\ufeff"


class LogList(StrEnum):
    """A list that can be taken away; the audit log and file names hold the value."""

    DETAINERS = "detainers"
    ACCESSES = "accesses"


class FileKind(StrEnum):
    """The kinds of file, by their ending."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class LogTable:
    """Columns, how many rows, and the rows, read when they are written."""

    name: LogList
    columns: Sequence[str]
    count: int
    rows: Callable[[], Iterator[tuple[str, ...]]]

    def file_name(self, agency: Agency, kind: FileKind, *, on: date) -> str:
        """By the list, the agency and the day: nothing about a person."""
        return f"{self.name}-{agency.code}-{on.isoformat()}.{kind}"

    def lines(self) -> Iterator[str]:
        """As CSV, line after line."""
        yield MARK
        yield from csv_lines(self.columns, self.rows())

    def write_workbook(self, raw: BinaryIO) -> None:
        """As XLSX, row by row; the file is left at its beginning."""
        write_workbook(raw, self.columns, self.rows(), sheet=self.name)
        raw.seek(0)


def log_table(
    name: LogList, agency: Agency, *, at: datetime, filters: Mapping[str, Any] | None = None
) -> LogTable:
    """The list as the screen would show it under these filters, in its order."""
    if name == LogList.ACCESSES:
        acts = list_accesses(agency).standing()
        return LogTable(name, accesses.COLUMNS, acts.count(), lambda: access_rows(acts))
    found = list_detainers(agency, **(filters or {}))
    return LogTable(name, detainers.COLUMNS, found.count(), lambda: detainer_rows(found, at=at))
