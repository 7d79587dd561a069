"""Disclosure control of a whole edition: every half-year, every year, and the evidence that nothing
withheld can be computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.publication.disclosure.attackers import Attackers
from reports.publication.disclosure.audit import exposures
from reports.publication.disclosure.half_year_system import HalfYearSystem, build_system
from reports.publication.disclosure.linear_system import Contribution
from reports.publication.disclosure.published_history import (
    CellHistory,
    Exposure,
    PublicationHistory,
    Snapshot,
    snapshot,
)
from reports.publication.disclosure.suppression import suppress
from reports.publication.figures.aggregate import Figures
from reports.publication.figures.cells import Cell, halves_of, is_year, year_of

FIGURES, PROCESS = "figures", "process figures"


@dataclass(frozen=True)
class Verdict:
    """What the audit of one half-year found; says how much was tried, never a withheld number."""

    half_year: str
    withheld: int
    printed: int
    attackers: int
    versions: int
    exposures: tuple[Exposure, ...] = ()
    about: str = FIGURES


@dataclass(frozen=True)
class Controlled:
    """An edition's numbers with the decision what is withheld, and the verdict on each
    half-year.
    """

    entries: Snapshot
    not_reported: frozenset[Cell]
    threshold: int
    verdicts: tuple[Verdict, ...]
    pooling: int = 1

    @property
    def exposures(self) -> list[Exposure]:
        """What could still be narrowed below T; empty for an edition fit to be published."""
        return [exposure for verdict in self.verdicts for exposure in verdict.exposures]

    @property
    def withheld(self) -> int:
        """How many numbers the edition withholds."""
        return sum(1 for entry in self.entries.values() if entry.withheld)


def control(
    *, figures: Figures, history: PublicationHistory, threshold: int, pooling: int = 1
) -> Controlled:
    """Decide what an edition withholds, given every edition before it. A threshold of 0 withholds
    nothing new.

    `pooling` is how many agencies are assumed to pool their knowledge, one or two.
    """
    entries: dict[Cell, CellHistory] = {}
    verdicts = []
    for half in figures.halves:
        universe = _system(
            half, figures=figures, history=history, threshold=threshold, pooling=pooling
        )
        suppress(universe)
        entries.update(_entries(universe))
        verdicts.append(verdict_on(half, universe))
    entries.update(_years(figures, entries, history.latest()))
    return Controlled(entries, figures.not_reported, threshold, tuple(verdicts), pooling)


def audit(*, figures: Figures, history: PublicationHistory) -> list[Verdict]:
    """Attack everything published together, with nothing new added."""
    verdicts = []
    for half in figures.halves:
        published = _as_published(figures, history, half)
        universe = _system(half, figures=published, history=history, threshold=0)
        verdicts.append(verdict_on(half, universe))
    return verdicts


def years_that_do_not_add_up(entries: Snapshot) -> list[Cell]:
    """Printed years that are not the sum of two printed halves: they would reveal more than the
    halves do.
    """
    wrong = []
    for cell, entry in entries.items():
        if is_year(cell.period) and not entry.withheld:
            parts = [entries.get(cell.at(half)) for half in halves_of(cell.period)]
            if (
                any(part is None or part.withheld for part in parts)
                or sum(p.value for p in parts if p) != entry.value
            ):
                wrong.append(cell)
    return wrong


def _system(
    half: str, *, figures: Figures, history: PublicationHistory, threshold: int, pooling: int = 1
) -> HalfYearSystem:
    return build_system(
        counts=figures.of_half(half),
        contributions=figures.contributions.get(half, {}),
        apart=figures.apart,
        past=history.of_half(half),
        threshold=threshold,
        pooling=pooling,
        known=history.already_public,
    )


def _as_published(figures: Figures, history: PublicationHistory, half: str) -> Figures:
    """The newest published numbers of a half-year instead of the live ones."""
    counts = {cell: entry.value for cell, entry in history.latest().items() if cell.period == half}
    return replace(figures, counts=counts, contributions=history.editions[-1].contributions)


def _entries(universe: HalfYearSystem) -> Snapshot:
    return snapshot(_entry(universe, cell, place) for cell, place in universe.current.items())


def _entry(universe: HalfYearSystem, cell: Cell, place: int) -> CellHistory:
    system = universe.system
    item = system.items[place]
    withheld = bool(system.open[place])
    return CellHistory(
        cell,
        int(system.value[place]),
        version=1 if isinstance(item, Contribution) else item.version,
        withheld=withheld,
        threshold=int(system.minimum[place]) if withheld else 0,
        apart=cell in universe.apart,
        pooling=int(system.pooling[place]) if withheld else 1,
    )


def verdict_on(half: str, universe: HalfYearSystem, *, about: str = FIGURES) -> Verdict:
    """Attack a half-year as it is withheld now."""
    withheld = sum(1 for place in universe.current.values() if universe.system.open[place])
    return Verdict(
        half_year=half,
        withheld=withheld,
        printed=len(universe.current) - withheld,
        attackers=Attackers(universe).count,
        versions=len(universe.system.items) - len(universe.current) + 1,
        exposures=tuple(exposures(universe)),
        about=about,
    )


def _years(figures: Figures, halves: Mapping[Cell, CellHistory], latest: Snapshot) -> Snapshot:
    """A year is printed where both its halves are; then it reveals nothing that they do not."""
    found: dict[Cell, CellHistory] = {}
    for cell in [cell for cell in figures.counts if is_year(cell.period)]:
        parts = [halves[cell.at(half)] for half in halves_of(year_of(cell.period))]
        before = latest.get(cell)
        same = before is not None and [
            latest[p.cell].version for p in parts if p.cell in latest
        ] == [p.version for p in parts]
        found[cell] = CellHistory(
            cell,
            sum(part.value for part in parts),
            version=(before.version if same else before.version + 1) if before else 1,
            withheld=any(part.withheld for part in parts),
            threshold=max(part.threshold for part in parts),
            pooling=max(part.pooling for part in parts),
            apart=parts[0].apart,
        )
    return found
