"""The cell: one number by its attributes, the same wherever it is printed.

Two printed places with the same unit, period, agency and attributes are one cell; a margin is a
cell with fewer attributes. Disclosure control, files and pages share these keys, so that a number
cannot be withheld in one table and revealed in another.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.publication.figures.tables import ALL, Attributes

if TYPE_CHECKING:
    pass

EVENTS, PERSONS = "events", "persons"


@dataclass(frozen=True, order=True)
class Cell:
    """One number: what is counted, when, where, and of which kind."""

    unit: str
    period: str
    agency: str = ALL
    attributes: Attributes = ()

    @property
    def statewide(self) -> bool:
        """Over all municipal agencies with an accepted submission."""
        return self.agency == ALL

    @property
    def group(self) -> tuple[str, ...]:
        """The variables that describe the cell: cells of one group make up one breakdown."""
        return tuple(name for name, _ in self.attributes)

    def key(self) -> str:
        """A stable text for files and for the frozen pattern."""
        described = ";".join(f"{name}={value}" for name, value in self.attributes)
        return f"{self.unit}|{self.period}|{self.agency}|{described}"

    def at(self, period: str) -> "Cell":
        """The same cell in another period."""
        return Cell(self.unit, period, self.agency, self.attributes)


def cell_from_key(key: str) -> Cell:
    """The cell a key stands for."""
    unit, period, agency, described = key.split("|")
    pairs = [pair.split("=") for pair in described.split(";") if pair]
    return Cell(unit, period, agency, tuple((name, value) for name, value in pairs))


def is_year(period: str) -> bool:
    """Whether a period is a whole year and not a half."""
    return "H" not in period


def year_of(half: str) -> str:
    """The year of a half-year such as 2025H1."""
    return half[:4]


def halves_of(year: str) -> tuple[str, str]:
    """The two halves that a year adds up."""
    return f"{year}H1", f"{year}H2"


WITHHELD, NOT_REPORTED, PRINTED = "c", "n", ""


@dataclass(frozen=True)
class ShownCell:
    """A number as the public sees it: its count, or why there is none."""

    count: int | None
    symbol: str = PRINTED

    @property
    def text(self) -> str:
        """The count for a file: empty where there is none."""
        return "" if self.count is None else str(self.count)
