"""The record-level file: one row per access, with only as many attributes as hide everyone among at
least T others.

Decided per half-year and for all its rows alike, so that no row stands out by what is missing from
it. A half-year whose statewide total is withheld, or was ever revised, gives no attributes (and no
rows where the number of rows would reveal it). A value is shown only if its own count is printed in
the tables; each combination shown occurs at least T times.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.publication.disclosure.published_history import CellHistory, Snapshot
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.combinations import SHOWN_FIRST, Combination
from reports.publication.figures.tables import ALL

if TYPE_CHECKING:
    from reports.publication.figures.combinations import CombinationCounts

COLUMNS = (
    "row_id",
    "half_year",
    "month",
    "agency_code",
    "access_kind",
    "basis",
    "race",
    "ethnicity",
    "sex",
    "age_band",
)
DEMOGRAPHIC = frozenset({"race", "ethnicity", "sex", "age_band"})


@dataclass(frozen=True)
class PublishedRows:
    """The rows of an edition in their shuffled order. Equal rows share one object: a million need
    little memory.
    """

    edition: int
    found: Sequence[tuple[str, Combination]]

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (dict(zip(COLUMNS, values, strict=True)) for values in self.in_columns())

    def in_columns(self, written: Callable[[str], str] = str) -> Iterator[tuple[str, ...]]:
        """The values of each row in the order of COLUMNS, as a file writes them; computed once for
        equal rows.

        A row's number is digits with a hyphen between them, which every file writes unchanged.
        """
        columns: dict[tuple[str, Combination], tuple[str, ...]] = {}
        for number, row in enumerate(self.found, start=1):
            values = columns.get(row) or columns.setdefault(
                row, tuple(map(written, _in_order(*row)))
            )
            yield f"{self.edition}-{number}", *values

    def __len__(self) -> int:
        return len(self.found)


def published_rows(
    *, tallied: Mapping[str, CombinationCounts], entries: Snapshot, threshold: int, edition: int
) -> PublishedRows:
    """The rows of an edition, shuffled, each under an id that means nothing elsewhere."""
    groups = [
        ((half, shown), count)
        for half, counts in tallied.items()
        for shown, count in sorted(_generalise(half, counts, entries, threshold))
    ]
    found: list[tuple[str, Combination]] = []
    for row, count in groups:
        found.extend([row] * count)
    seed = hashlib.sha256(repr((edition, groups)).encode()).hexdigest()
    order = random.Random(seed)  # noqa: S311 - sorted by what is public, so the order holds no secret
    order.shuffle(found)
    return PublishedRows(edition, found)


def _in_order(half: str, shown: Combination) -> tuple[str, ...]:
    values = dict(zip(SHOWN_FIRST, shown, strict=True))
    return half, *(values[name] for name in COLUMNS[2:])


def _generalise(
    half: str, tally: CombinationCounts, entries: Snapshot, threshold: int
) -> list[tuple[Combination, int]]:
    total = entries.get(Cell(EVENTS, half))
    if total is None or total.withheld:
        return []
    shown: dict[int, Container[str]] = {}
    if not _revised(half, entries):
        for place, name in enumerate(SHOWN_FIRST):
            wider = shown | {place: _visible(half, name, entries)}
            if _may_stand_together(half, entries, wider) and tally.rarest(wider) >= threshold:
                shown = wider
    return list(tally.coarsened(shown).items())


def _may_stand_together(half: str, entries: Snapshot, shown: Iterable[int]) -> bool:
    """Kind and basis side by side are a published table: allowed only where nothing in it is
    withheld.
    """
    names = {SHOWN_FIRST[position] for position in shown}
    crossed = [
        e
        for cell, e in entries.items()
        if cell.period == half and cell.group == ("access_kind", "basis")
    ]
    return not names >= {"access_kind", "basis"} or not any(entry.withheld for entry in crossed)


def _revised(half: str, entries: Snapshot) -> bool:
    """Rows before and after a revision, compared, would reveal which rows are new."""
    return any(
        cell.period == half and cell.statewide and entry.version > 1
        for cell, entry in entries.items()
    )


class _Anything(frozenset[str]):
    """A set that contains every value."""

    def __contains__(self, value: object) -> bool:
        return True


def _visible(half: str, name: str, entries: Mapping[Cell, CellHistory]) -> frozenset[str]:
    """The values of an attribute whose own counts are printed."""
    if name == "month":
        return _Anything()
    if name == "agency_code":
        cells = {
            cell.agency: entry
            for cell, entry in entries.items()
            if cell.period == half and not cell.statewide
        }
        return frozenset(code for code, entry in cells.items() if not entry.withheld)
    unit = PERSONS if name in DEMOGRAPHIC else EVENTS
    cells = {
        cell.attributes[0][1]: entry
        for cell, entry in entries.items()
        if (cell.unit, cell.period, cell.agency, cell.group) == (unit, half, ALL, (name,))
    }
    return frozenset(value for value, entry in cells.items() if not entry.withheld)
