"""How values are written in a file of the log: as the import reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from reports.law.moments import local


def moment_cell(at: datetime | None) -> str:
    """ISO 8601 in local time with its offset, so that no hour is read in two ways."""
    return "" if at is None else local(at).isoformat()


def cell_of(value: object) -> str:
    """A value of a record as a cell."""
    if isinstance(value, datetime):
        return moment_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return YES_NO[value]
    return list_cell(value) if isinstance(value, list) else str(value)


def list_cell(words: Iterable[str]) -> str:
    return ";".join(words)


YES_NO: Final = {True: "yes", False: "no", None: ""}


def number_cell(value: int | None) -> str:
    return "" if value is None else str(value)
