"""What earlier editions printed and withheld: taken as given from then on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.publication.figures.cells import Cell


@dataclass(frozen=True)
class CellHistory:
    """One number of one edition, with its true value (kept inside OPM), and whether it was
    withheld.

    `threshold` is the T frozen with the edition that first withheld it, 0 where it was printed;
    `pooling` is the number of agencies pooling their knowledge that it was protected against.
    """

    cell: Cell
    value: int
    version: int = 1
    withheld: bool = False
    threshold: int = 0
    apart: bool = False  # a state agency's number, in no statewide sum
    pooling: int = 1


Snapshot = Mapping[Cell, CellHistory]  # one edition: each cell in the version then current
Contributions = Mapping[str, Mapping[Cell, int]]  # agency -> what it put into each statewide cell


@dataclass(frozen=True)
class PublishedCell:
    """One edition, or its part about one half-year, with what each agency contributed."""

    entries: Snapshot
    contributions: Contributions = field(default_factory=dict)


@dataclass(frozen=True)
class PastEdition:
    """One published edition, with the contributions of each half-year."""

    entries: Snapshot
    contributions: Mapping[str, Contributions] = field(default_factory=dict)
    not_reported: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class PublicationHistory:
    """Every edition ever published, oldest first, withdrawn ones included: what was public stays
    known.

    `already_public` are numbers known from elsewhere (the earlier public dataset, answers to
    records requests).
    """

    editions: tuple[PastEdition, ...] = ()
    already_public: frozenset[tuple[Cell, int]] = frozenset()

    def of_half(self, half: str) -> list[PublishedCell]:
        """The part of each edition about one half-year, where it had any."""
        parts = [
            PublishedCell(
                {cell: entry for cell, entry in edition.entries.items() if cell.period == half},
                edition.contributions.get(half, {}),
            )
            for edition in self.editions
        ]
        return [part for part in parts if part.entries]

    def latest(self) -> Snapshot:
        """The newest edition's numbers."""
        return self.editions[-1].entries if self.editions else {}


@dataclass(frozen=True)
class Exposure:
    """A withheld number that somebody could still narrow below its T."""

    cell: Cell
    attacker: str
    threshold: int


def snapshot(entries: Iterable[CellHistory]) -> Snapshot:
    """Entries by cell."""
    return {entry.cell: entry for entry in entries}
