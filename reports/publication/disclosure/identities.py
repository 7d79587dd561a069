"""The identities among the published numbers of a half-year: anybody can add up and subtract.

Every margin is the sum of its parts, every revision the difference of two versions, and there are
never more persons than accesses.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from scipy.sparse import csr_array

from reports.publication.disclosure.linear_system import (
    Constraint,
    Contribution,
    LinearSystem,
    SystemVariable,
    matrix,
)
from reports.publication.disclosure.published_history import CellHistory, Snapshot
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.tables import VARIABLES, breakdowns


def identities(
    system: LinearSystem, snapshots: list[Snapshot], shifts: list[Contribution]
) -> tuple[csr_array, csr_array]:
    """The equations that tie the numbers of one half-year, and the limits that bound them."""
    size = len(system.items)
    sums = [row for snapshot in snapshots for row in _sums(system, snapshot)]
    sums += [_shift_row(system, shift) for shift in shifts]
    limits = [row for snapshot in snapshots for row in _persons_within_events(system, snapshot)]
    return matrix(sums, columns=size), matrix(limits, columns=size)


def _sums(system: LinearSystem, snapshot: Snapshot) -> list[Constraint]:
    """Every margin is the sum of its parts, in the versions of one edition."""
    totals = [cell for cell in snapshot if cell.statewide]
    return [
        _sum_row(system, snapshot, total, parts)
        for total in totals
        for parts in components_of(total, snapshot)
    ]


def components_of(total: Cell, cells: Mapping[Cell, CellHistory]) -> list[list[Cell]]:
    """The ways in which published cells add up to a statewide one."""
    ways: list[list[Cell]] = []
    if total.unit == EVENTS and not total.attributes:
        ways.append(
            [
                c
                for c, e in cells.items()
                if c.period == total.period and not (c.statewide or e.apart)
            ]
        )
    for names in breakdowns(total.unit):
        added = set(names) - set(total.group)
        if len(added) == 1 and set(total.group) <= set(names):
            ways.append(_broken_down(total, added.pop(), names))
    return [way for way in ways if way and all(cell in cells for cell in way)]


def _broken_down(total: Cell, variable: str, names: tuple[str, ...]) -> list[Cell]:
    held = dict(total.attributes)
    return [
        replace(total, attributes=tuple((name, {**held, variable: level}[name]) for name in names))
        for level in VARIABLES[variable].levels
    ]


def _sum_row(
    system: LinearSystem, snapshot: Snapshot, total: Cell, parts: Collection[Cell]
) -> Constraint:
    def place(cell: Cell) -> int:
        return system.index[SystemVariable(cell, snapshot[cell].version)]

    return Constraint(((place(total), 1.0), *((place(part), -1.0) for part in parts)))


def _shift_row(system: LinearSystem, shift: Contribution) -> Constraint:
    newer, older = (
        system.index[SystemVariable(shift.cell, shift.newer)],
        system.index[SystemVariable(shift.cell, shift.older)],
    )
    return Constraint(((newer, 1.0), (older, -1.0), (system.index[shift], -1.0)))


def _persons_within_events(system: LinearSystem, snapshot: Snapshot) -> list[Constraint]:
    totals = {cell.unit: cell for cell in snapshot if cell.statewide and not cell.attributes}
    if len(totals) < 2:
        return []
    places = {
        unit: system.index[SystemVariable(cell, snapshot[cell].version)]
        for unit, cell in totals.items()
    }
    return [Constraint(((places[PERSONS], 1.0), (places[EVENTS], -1.0)))]
