"""Choose what to withhold: the small numbers first, then as little else as keeps them from being
computed.

Primary rule: a count from 1 to T-1 is withheld. Then, for each withheld number whose interval is
narrower than T, a linear program (after Kelly and Cox) finds the cheapest exchange that would move
it by T while every published identity still holds; the numbers which that exchange touches are
withheld too. Insiders are treated in the same way: an agency that subtracts its own numbers must be
left as wide an interval for the rest. The pattern of earlier editions is given.
"""

from collections import defaultdict

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from reports.publication.disclosure.attack import ROOM
from reports.publication.disclosure.attackers import Attacker
from reports.publication.disclosure.audit import Audit
from reports.publication.disclosure.half_year_system import HalfYearSystem, group_of
from reports.publication.disclosure.linear_program import SLACK, program
from reports.publication.disclosure.linear_system import (
    Contribution,
    Flags,
    LinearSystem,
    Numbers,
    SystemVariable,
)
from reports.publication.figures.cells import EVENTS, PERSONS
from reports.publication.figures.tables import VARIABLES


def suppress(universe: HalfYearSystem) -> None:
    """Decide what the half-year's new numbers withhold."""
    system = universe.system
    for place in _primary(universe) | _revised(universe) | _one_sided(universe):
        system.open[place] |= system.may_open[place]
    _suppress_with_totals(universe)
    audit = Audit(universe)
    while _widen(audit):
        pass


def _widen(audit: Audit) -> bool:
    """One round over all attackers; returns whether anything more was withheld."""
    before = int(audit.system.open.sum())
    for attacker in audit.attackers:
        while any(_open_around(audit, attacker, place) for place in audit.exposed(attacker)):
            pass
    return int(audit.system.open.sum()) > before


def _open_around(audit: Audit, attacker: Attacker, place: int) -> bool:
    """Withhold what lets one number move by T; returns whether anything was left to withhold."""
    system = audit.system
    reach = float(audit.attackers.demands(attacker)[place])
    touched = cheapest_complement(system, attacker, place, reach=reach)
    if touched is None:
        touched = system.may_open
    more = touched & system.may_open & ~system.open
    system.open |= more
    _suppress_with_totals(audit.universe)
    return bool(more.any())


def _suppress_with_totals(universe: HalfYearSystem) -> None:
    """Where a statewide total is withheld, so is everything broken down from it, and persons with
    events.

    Otherwise whoever knows this program could infer from the printed zeros around it how small the
    total must be.
    """
    system = universe.system
    hidden = {item.cell.unit for item in _new_totals(universe) if system.open[system.index[item]]}
    hidden |= {PERSONS} if EVENTS in hidden else set()
    for place in universe.new:
        cell = system.items[place].cell
        if cell.statewide and cell.unit in hidden:
            system.open[place] |= system.may_open[place]


def _new_totals(universe: HalfYearSystem) -> list[SystemVariable]:
    items = [universe.system.items[place] for place in universe.totals if place in universe.new]
    return [item for item in items if isinstance(item, SystemVariable)]


def cheapest_complement(
    system: LinearSystem, attacker: Attacker, place: int, *, reach: float
) -> Flags | None:
    """The numbers that move when one is raised by T at the least cost; None where nothing new can
    help.
    """
    movable = np.flatnonzero((system.open | system.may_open) & ~attacker.knows)
    target = int(np.searchsorted(movable, place))
    down = np.maximum(system.value[movable] - attacker.floor[movable], 0.0)
    up = np.full(len(movable), ROOM * reach)
    up[target], down[target] = reach, 0.0
    price = np.where(system.open[movable], 0.001, system.weight[movable] / reach)
    price_down = np.where(
        system.open[movable],
        0.001,
        system.weight[movable] / np.maximum(np.minimum(down, reach), 1e-3),
    )
    low = np.zeros(2 * len(movable))
    low[target] = reach
    step = hstack([eye_array(len(movable)), -eye_array(len(movable))], format="csr")
    found = program(
        equations=_chosen(system.equations, movable) @ step,
        right_side=np.zeros(system.equations.shape[0]),
        limits=_chosen(system.limits, movable) @ step,
        limit_side=-(system.limits @ system.value),
        low=low,
        high=np.concatenate([up, down]),
    ).least(np.concatenate([price, price_down]))
    if found is None:
        return None
    touched = np.zeros(len(system.items), bool)
    touched[movable] = (found[: len(movable)] + found[len(movable) :]) > SLACK
    return touched


def _chosen(rows: csr_array, columns: Numbers) -> csr_array:
    return rows[:, columns].tocsr()


def _primary(universe: HalfYearSystem) -> set[int]:
    """Counts from 1 to T-1."""
    value = universe.system.value
    return {place for place in universe.new if 0 < value[place] < universe.threshold}


def _revised(universe: HalfYearSystem) -> set[int]:
    """Figures that moved by less than T; and a whole breakdown when nothing in it moved by as much
    as T.

    Otherwise the levels that did not move would reveal what the few late or amended accesses were
    not.
    """
    moves: dict[tuple[str, str, tuple[str, ...]], list[float]] = defaultdict(list)
    small: set[int] = set()
    for place, item in enumerate(universe.system.items):
        if isinstance(item, Contribution):
            move = abs(float(universe.system.value[place]))
            moves[group_of(item.cell)].append(move)
            if 0 < move < universe.threshold:
                small.add(universe.system.index[SystemVariable(item.cell, item.newer)])
    slight = {group for group, sizes in moves.items() if 0 < max(sizes) < universe.threshold}
    return small | {
        place for place in universe.new if group_of(universe.system.items[place].cell) in slight
    }


def _one_sided(universe: HalfYearSystem) -> set[int]:
    """Where all persons are of one level, printing that level or the zeros beside it reveals it for
    every one of them.
    """
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for place in sorted(universe.new):
        groups[group_of(universe.system.items[place].cell)].append(place)
    found: set[int] = set()
    for (_, _, names), places in groups.items():
        if (
            names
            and universe.threshold
            and any(n in VARIABLES and VARIABLES[n].personal for n in names)
        ):
            filled = [place for place in places if universe.system.value[place] > 0]
            found.update(
                [filled[0], next(p for p in places if p != filled[0])] if len(filled) == 1 else []
            )
    return found
