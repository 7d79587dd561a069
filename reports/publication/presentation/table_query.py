"""One table of an edition filtered by half-year, agency and value: what a reader chooses on the
page of figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.publication.content.edition import EditionContent, long_rows, table_cells
from reports.publication.figures.cells import Cell, ShownCell
from reports.publication.figures.tables import ALL, TABLES, VARIABLES, PublishedTable

DEFAULT_TABLE = "accesses_by_kind"
MOST_BARS = 40


@dataclass(frozen=True)
class Selection:
    """The reader's choices, without unknown ones. Empty means all."""

    table: PublishedTable
    half_year: str = ""
    agency: str = ""
    value: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The choices as an address's query string carries them."""
        chosen = {"half_year": self.half_year, "agency": self.agency, "value": self.value}
        return {"table": self.table.name, **{name: word for name, word in chosen.items() if word}}


def selection(content: EditionContent, query: Mapping[str, str]) -> Selection:
    """The reader's choice, as far as this edition has it."""
    named = {table.name: table for table in TABLES}
    table = named.get(query.get("table", ""), named[DEFAULT_TABLE])
    half_year = query.get("half_year", "")
    agency, value = query.get("agency", ""), query.get("value", "")
    return Selection(
        table,
        half_year if half_year in content.periods else "",
        agency if table.agencies and agency in {*codes_of(content, table), ALL} else "",
        value if table.variables and value in VARIABLES[table.variables[0]].levels else "",
    )


def codes_of(content: EditionContent, table: PublishedTable) -> list[str]:
    """The agencies that a table has rows of."""
    return content.agencies(municipal=table.agencies == "municipal")


def chosen_cells(content: EditionContent, chosen: Selection) -> list[tuple[Cell, ShownCell]]:
    """The numbers of the selection, newest period first, margins last."""
    periods = [chosen.half_year] if chosen.half_year else list(reversed(content.periods))
    return [
        (cell, shown)
        for period in periods
        for cell, shown in table_cells(content, chosen.table, period)
        if _fits(cell, chosen)
    ]


def _fits(cell: Cell, chosen: Selection) -> bool:
    if chosen.agency and cell.agency != chosen.agency:
        return False
    return not chosen.value or dict(cell.attributes).get(chosen.table.variables[0]) == chosen.value


def chosen_rows(content: EditionContent, chosen: Selection) -> list[dict[str, str]]:
    """The same as rows of tables.csv, in the order of that file."""
    wanted = {cell.key() for cell, _ in chosen_cells(content, chosen)}
    return [
        row
        for row in long_rows(content)
        if row["table"] == chosen.table.name and _key_of(row) in wanted
    ]


def _key_of(row: Mapping[str, str]) -> str:
    pairs = ((row["row_variable"], row["row_value"]), (row["column_variable"], row["column_value"]))
    attributes = tuple((name, value) for name, value in pairs if name and value != ALL)
    return Cell(row["unit"], row["half_year"], row["agency_code"], attributes).key()
