"""Everything that is and was public about one half-year, as one system of numbers.

Versions of an amended figure are kept side by side, tied by the amount it moved; that amount is
itself protected, because anyone can subtract the old edition from the new (revision attack). Years
are sums of printed halves and add nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log1p

import numpy as np

from reports.publication.disclosure.identities import identities
from reports.publication.disclosure.linear_system import (
    Contribution,
    Item,
    LinearSystem,
    SystemVariable,
)
from reports.publication.disclosure.published_history import (
    CellHistory,
    Contributions,
    PublishedCell,
    Snapshot,
)
from reports.publication.figures.cells import Cell

FREE = -1e6  # a revision may have moved a figure either way
WEIGHT_OF_TOTAL = 60.0
WEIGHT_OF_STATEWIDE = 3.0
# so that among equals the order decides and not the solver, whose choice depends on the numbers
EQUALITY = 1e-4


@dataclass
class HalfYearSystem:
    """One half-year's numbers: the system, which slots are new in this edition, and what each
    agency contributed.
    """

    system: LinearSystem
    current: dict[Cell, int]  # cell -> place of its current version
    new: set[int]
    apart: frozenset[Cell]
    threshold: int
    parts: Mapping[str, Mapping[int, float]]  # agency -> its part of each number

    def versions_of(self, cell: Cell) -> list[int]:
        """The places of every version of a cell."""
        return self._versions[cell]

    @cached_property
    def _versions(self) -> dict[Cell, list[int]]:
        found: dict[Cell, list[int]] = defaultdict(list)
        for place, item in enumerate(self.system.items):
            if isinstance(item, SystemVariable):
                found[item.cell].append(place)
        return found

    @cached_property
    def totals(self) -> list[int]:
        """The statewide totals, in every version."""
        return [
            place
            for place, item in enumerate(self.system.items)
            if isinstance(item, SystemVariable) and item.cell.statewide and not item.cell.attributes
        ]


def group_of(cell: Cell) -> tuple[str, str, tuple[str, ...]]:
    """Cells that are revised together: a statewide breakdown, or one agency."""
    return cell.unit, cell.agency, cell.group


def build_system(
    *,
    counts: Mapping[Cell, int],
    contributions: Contributions,
    apart: frozenset[Cell],
    past: list[PublishedCell],
    threshold: int,
    pooling: int,
    known: frozenset[tuple[Cell, int]],
) -> HalfYearSystem:
    """Add this edition's numbers to those of every earlier one."""
    now = PublishedCell(_versions(counts, apart, past, threshold), contributions)
    system = LinearSystem()
    snapshots = [part.entries for part in (*past, now)]
    for snapshot in snapshots:
        for entry in snapshot.values():
            _place(system, SystemVariable(entry.cell, entry.version))
    new = {
        system.index[SystemVariable(entry.cell, entry.version)]
        for entry in now.entries.values()
        if _is_new(entry, past)
    }
    shifts = _shifts(system)
    for shift in shifts:
        _place(system, shift)
    _fill(system, snapshots, threshold, pooling)
    _fill_shifts(system, shifts, new, threshold)
    _fill_choices(system, new)
    _know(system, known)
    system.equations, system.limits = identities(system, snapshots, shifts)
    current = {
        cell: system.index[SystemVariable(cell, entry.version)]
        for cell, entry in now.entries.items()
    }
    return HalfYearSystem(
        system, current, new, apart, threshold, _parts(system, [*past, now], shifts)
    )


def _parts(
    system: LinearSystem, editions: list[PublishedCell], shifts: list[Contribution]
) -> dict[str, dict[int, float]]:
    """What each agency knows as its own in every version, and so in every revision."""
    parts: dict[str, dict[int, float]] = defaultdict(dict)
    for edition in editions:
        for code, contribution in edition.contributions.items():
            parts[code].update(_own_slots(system, edition.entries, contribution))
    for own in parts.values():
        for shift in shifts:
            newer, older = (
                system.index[SystemVariable(shift.cell, shift.newer)],
                system.index[SystemVariable(shift.cell, shift.older)],
            )
            own[system.index[shift]] = own.get(newer, 0.0) - own.get(older, 0.0)
    return parts


def _own_slots(
    system: LinearSystem, entries: Snapshot, contribution: Mapping[Cell, int]
) -> dict[int, float]:
    return {
        system.index[SystemVariable(cell, entries[cell].version)]: float(count)
        for cell, count in contribution.items()
        if cell in entries
    }


def _place(system: LinearSystem, item: Item) -> None:
    if item not in system.index:
        system.index[item] = len(system.items)
        system.items.append(item)


def _is_new(entry: CellHistory, past: list[PublishedCell]) -> bool:
    before = [part.entries[entry.cell].version for part in past if entry.cell in part.entries]
    return all(version < entry.version for version in before)


def _moved_groups(
    counts: Mapping[Cell, int], latest: Snapshot
) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        group_of(cell)
        for cell, count in counts.items()
        if cell in latest and latest[cell].value != count
    }


def _versions(
    counts: Mapping[Cell, int], apart: frozenset[Cell], past: list[PublishedCell], threshold: int
) -> Snapshot:
    """Each current number as an entry: as published before, or a new version of it."""
    latest = past[-1].entries if past else {}
    moved = _moved_groups(counts, latest)
    newest: dict[Cell, int] = {}
    for part in past:
        newest.update(
            {cell: max(entry.version, newest.get(cell, 0)) for cell, entry in part.entries.items()}
        )
    entries: dict[Cell, CellHistory] = {}
    for cell, count in counts.items():
        if cell in latest and group_of(cell) not in moved:
            entries[cell] = latest[cell]
        else:
            entries[cell] = CellHistory(
                cell, count, newest.get(cell, 0) + 1, threshold=threshold, apart=cell in apart
            )
    return entries


def _shifts(system: LinearSystem) -> list[Contribution]:
    """Every pair of versions of a figure: whoever kept the older edition can subtract."""
    slots = [item for item in system.items if isinstance(item, SystemVariable)]
    return [
        Contribution(slot.cell, version, slot.version)
        for slot in slots
        for version in range(1, slot.version)
        if SystemVariable(slot.cell, version) in system.index
    ]


def _fill(system: LinearSystem, snapshots: list[Snapshot], threshold: int, pooling: int) -> None:
    """True value, state and lower bound of every slot."""
    size = len(system.items)
    system.value, system.floor, system.minimum = np.zeros(size), np.zeros(size), np.zeros(size)
    system.open, system.may_open, system.weight = (
        np.zeros(size, bool),
        np.zeros(size, bool),
        np.ones(size),
    )
    system.pooling, system.implied = np.ones(size), np.zeros(size, bool)
    for snapshot in snapshots:
        reporting = sum(
            1 for e in snapshot.values() if e.value and not (e.cell.statewide or e.apart)
        )
        for entry in snapshot.values():
            place = system.index[SystemVariable(entry.cell, entry.version)]
            system.value[place] = entry.value
            system.floor[place] = max(system.floor[place], _least(entry, reporting))
            system.open[place] = entry.withheld
            system.minimum[place] = entry.threshold if entry.withheld else threshold
            system.pooling[place] = entry.pooling if entry.withheld else pooling


def _least(entry: CellHistory, reporting: int) -> int:
    """What anyone may assume a withheld number to be at least.

    A total is at least the number of agencies that reported some. Of other numbers we assume, more
    than is published, that zeros are not among the withheld; not so in a revised breakdown, which
    is withheld with its zeros.
    """
    if entry.cell.statewide and not entry.cell.attributes:
        return reporting
    return 0 if entry.cell.statewide and entry.version > 1 else min(1, entry.value)


def _fill_shifts(
    system: LinearSystem, shifts: list[Contribution], new: set[int], threshold: int
) -> None:
    """Where every level of a breakdown rose, the attacker is assumed to know it (a late report only
    adds).
    """
    moves = {shift: _move(system, shift) for shift in shifts}
    fell = {
        (group_of(shift.cell), shift.older, shift.newer)
        for shift, move in moves.items()
        if move < 0
    }
    for shift, move in moves.items():
        place, newer = system.index[shift], system.index[SystemVariable(shift.cell, shift.newer)]
        system.value[place], system.open[place] = move, True
        system.floor[place] = (
            FREE if (group_of(shift.cell), shift.older, shift.newer) in fell else 0.0
        )
        demand = threshold if newer in new else system.minimum[newer] * system.open[newer]
        system.minimum[place], system.implied[place] = demand, True
        system.pooling[place] = system.pooling[newer]


def _move(system: LinearSystem, shift: Contribution) -> float:
    newer, older = (
        system.index[SystemVariable(shift.cell, shift.newer)],
        system.index[SystemVariable(shift.cell, shift.older)],
    )
    return float(system.value[newer] - system.value[older])


def _fill_choices(system: LinearSystem, new: set[int]) -> None:
    """What may still be withheld, and at what cost.

    A confirmed zero is public with the agency's filing status; where every agency confirmed it, all
    is known zero.
    """
    all_zero = not any(system.value[place] for place in new if system.items[place].cell.statewide)
    for rank, place in enumerate(sorted(new)):
        cell, value = system.items[place].cell, float(system.value[place])
        system.may_open[place] = value > 0 or (cell.statewide and not all_zero)
        weight = WEIGHT_OF_STATEWIDE if cell.statewide else 1.0
        total = cell.statewide and not cell.attributes
        system.weight[place] = (WEIGHT_OF_TOTAL if total else weight * (1 + log1p(value))) * (
            1 + rank * EQUALITY
        )


def _know(system: LinearSystem, known: frozenset[tuple[Cell, int]]) -> None:
    """A number known from elsewhere protects nobody by being withheld, but helps an attacker."""
    for place, item in enumerate(system.items):
        if isinstance(item, SystemVariable) and (item.cell, int(system.value[place])) in known:
            system.open[place] = system.may_open[place] = False
