"""An edition's content as pure data: what its files and pages are made of, with withheld numbers
already removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reports.publication.disclosure.control import Controlled
from reports.publication.figures.cells import (
    EVENTS,
    NOT_REPORTED,
    WITHHELD,
    Cell,
    ShownCell,
    is_year,
    year_of,
)
from reports.publication.figures.tables import ALL, TABLES, VARIABLES, PublishedTable, level_sets
from reports.submissions.content import AgencyCoverage, NotCollected

if TYPE_CHECKING:
    from reports.publication.content.process_figures import ProcessHalf

SCHEMA_VERSION = "1.0"
ROLES_THAT_APPROVE = ("disclosure_checker", "disclosure_checker", "opm_publisher")


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs from the edition before, with the same protection."""

    half_year: str
    agency_code: str
    what: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class EditionContent:
    """Everything in an edition, in its order."""

    number: int
    half_year: str
    halves: tuple[str, ...]
    threshold: int
    cells: Mapping[Cell, ShownCell]
    coverage: tuple[AgencyCoverage, ...]
    rows: Iterable[Mapping[str, str]] = ()
    changes: tuple[FigureChange, ...] = ()
    as_of: date | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    trail_heads: Mapping[str, str] = field(default_factory=dict)
    process: tuple[ProcessHalf, ...] = ()
    process_read: tuple[Mapping[str, object], ...] = ()  # the same, read back from a published file
    approved_by: tuple[str, ...] = ROLES_THAT_APPROVE
    exceptions: tuple[Mapping[str, str], ...] = ()
    not_collected: tuple[NotCollected, ...] = ()

    @property
    def periods(self) -> list[str]:
        """Half-years and complete years, in order of time."""
        found = {cell.period for cell in self.cells}
        return sorted(found, key=lambda period: (year_of(period), is_year(period), period))

    def agencies(self, *, municipal: bool) -> list[str]:
        """Codes of the agencies that have figures."""
        codes = {row.agency_code for row in self.coverage if row.municipal == municipal}
        return sorted(codes & {cell.agency for cell in self.cells})

    def reporting(self, period: str) -> tuple[int, int]:
        """How many municipal agencies a period's statewide numbers hold, of how many, those never
        asked included; a year needs both halves.
        """
        return self._reporting.get(period, (0, 0))

    @cached_property
    def _reporting(self) -> dict[str, tuple[int, int]]:
        places: dict[str, dict[str, bool]] = {}
        accepted = {(row.half_year, row.agency_code) for row in self.coverage if row.accepted}
        everyone = [row for row in (*self.coverage, *self.not_collected) if row.municipal]
        for row in everyone:
            is_in = (row.half_year, row.agency_code) in accepted
            for period in (row.half_year, row.half_year[:4]):
                found = places.setdefault(period, {})
                found[row.agency_code] = found.get(row.agency_code, True) and is_in
        return {period: (sum(found.values()), len(found)) for period, found in places.items()}

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """Every agency that the edition knows by its code, asked or not."""
        return {row.agency_code: row.agency for row in (*self.not_collected, *self.coverage)}

    def shown(self, cell: Cell) -> ShownCell | None:
        """A number as published; None where the edition has no such number."""
        return self.cells.get(cell)


def shown_cells(controlled: Controlled) -> dict[Cell, ShownCell]:
    """Replace withheld and missing numbers by their symbols: from here on nobody can print them by
    mistake.
    """
    cells = {
        cell: ShownCell(None, WITHHELD) if entry.withheld else ShownCell(entry.value)
        for cell, entry in controlled.entries.items()
    }
    return cells | {cell: ShownCell(None, NOT_REPORTED) for cell in controlled.not_reported}


def table_cells(
    content: EditionContent, table: PublishedTable, period: str
) -> Iterator[tuple[Cell, ShownCell]]:
    """The numbers of one table for one period, margins last."""
    for cell in _places(content, table, period):
        found = content.shown(cell)
        if found is not None:
            yield cell, found


def _places(content: EditionContent, table: PublishedTable, period: str) -> Iterator[Cell]:
    if table.agencies:
        for code in content.agencies(municipal=table.agencies == "municipal"):
            yield Cell(EVENTS, period, code)
        if table.agencies == "municipal":
            yield Cell(EVENTS, period)
        return
    for names in _margins_last(table.variables):
        for attributes in level_sets(names):
            yield Cell(table.unit, period, ALL, attributes)


def _margins_last(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    if len(names) == 1:
        return [names, ()]
    return [names, (names[0],), (names[1],), ()]


def long_rows(content: EditionContent) -> Iterator[dict[str, str]]:
    """Every printed, withheld or missing number as a row of tables.csv."""
    for table in TABLES:
        for period in content.periods:
            for cell, shown in table_cells(content, table, period):
                yield _long_row(table, cell, shown)


def _long_row(table: PublishedTable, cell: Cell, shown: ShownCell) -> dict[str, str]:
    values = dict(cell.attributes)
    names = (*table.variables, "", "")[:2]
    row, column = [(name, values.get(name, ALL) if name else "") for name in names]
    return {
        "table": table.name,
        "unit": cell.unit,
        "half_year": cell.period,
        "agency_code": cell.agency,
        "row_variable": row[0],
        "row_value": row[1],
        "column_variable": column[0],
        "column_value": column[1],
        "count": shown.text,
        "symbol": shown.symbol,
    }


def coverage_rows(content: EditionContent) -> Iterator[dict[str, str]]:
    """Who reported, with the same protected number as in the tables."""
    for row in sorted(
        content.coverage, key=lambda row: (row.half_year, not row.municipal, row.agency_code)
    ):
        shown = content.shown(Cell(EVENTS, row.half_year, row.agency_code)) or ShownCell(
            None, NOT_REPORTED
        )
        yield {
            "half_year": row.half_year,
            "agency_code": row.agency_code,
            "agency": row.agency,
            "kind": row.kind,
            "filing_status": row.filing_status,
            "submitted_on": (
                row.submitted_on.isoformat() if row.submitted_on and row.accepted else ""
            ),
            "accesses": shown.text,
            "symbol": shown.symbol,
            "received_on": row.received_on.isoformat() if row.received_on else "",
            "review_state": row.review_state,
        }


def not_collected_rows(content: EditionContent) -> Iterator[dict[str, str]]:
    """Agencies and half-years that were never asked: they have no row among the coverage."""
    for row in content.not_collected:
        yield {
            "half_year": row.half_year,
            "agency_code": row.agency_code,
            "agency": row.agency,
            "kind": row.kind,
            "reason": row.reason,
        }


def level_label(name: str, value: str) -> str:
    """The meaning of a variable's value, in words."""
    return "All" if value == ALL else VARIABLES[name].levels[value]
