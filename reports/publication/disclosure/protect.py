"""Choosing what to withhold: the small numbers first, then as little else as keeps them from being worked out.

Primary rule: a count from 1 to T-1 is withheld. Then, for each withheld number whose interval is narrower than T, a
linear program (after Kelly and Cox) finds the cheapest exchange that would move it by T while every published identity
still holds; the numbers which that exchange touches are withheld too. Insiders are held off in the same way: an agency
that subtracts its own numbers must find the rest as wide. The pattern of earlier editions is given.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from reports.publication.cells import EVENTS, PERSONS, Cell
from reports.publication.disclosure.attack import ROOM, SLACK, Attack
from reports.publication.disclosure.program import program
from reports.publication.disclosure.system import Flags, Floats, Numbers, Shift, Slot, System
from reports.publication.disclosure.universe import FREE, Universe, group_of
from reports.publication.tables import VARIABLES

INSIDERS = 25  # the agencies that know most; in a plain sum whoever knows most is the strongest attacker


@dataclass(frozen=True)
class Attacker:
    """Somebody with the published files, and, for an insider, the numbers of his own agency."""

    agency: str  # empty: the public
    knows: Flags
    floor: Floats
    own: Mapping[int, float]  # what of each number is the agency's own

    def demand(self, universe: Universe, place: int) -> float:
        """How wide this attacker must find a number; 0 where it tells him of nobody.

        For the public that is T. An agency counts as an attacker on numbers in which the others' part is below T; where
        a printed total already tells it how few the others' accesses are, it must find the number as open as that.
        """
        minimum = float(universe.system.minimum[place])
        if not self.agency:
            return minimum
        others = self.others_in(universe, place)
        if self.knows[place] or not 0 < abs(others) < minimum or self.already_told(universe, place, others):
            return 0.0
        return min(minimum, self.others_in_printed_total(universe, universe.system.items[place].cell.unit))

    def others_in(self, universe: Universe, place: int) -> float:
        """What is left of a number when the agency takes off its own part."""
        return float(universe.system.value[place]) - self.own.get(place, 0.0)

    def already_told(self, universe: Universe, place: int, others: float) -> bool:
        """Whether another version, in print, tells the same of the others: then only its own part was revised."""
        item = universe.system.items[place]
        versions = universe.versions_of(item.cell) if isinstance(item, Slot) else []
        return any(not universe.system.open[v] and self.others_in(universe, v) == others for v in versions)

    def others_in_printed_total(self, universe: Universe, unit: str) -> float:
        """How many of the unit stand in the printed statewide total beside this agency's own."""
        system = universe.system
        left = [
            self.others_in(universe, place)
            for place in universe.totals
            if system.items[place].cell.unit == unit and not system.open[place]
        ]
        return min(left, default=np.inf)


@dataclass(frozen=True)
class Exposure:
    """A withheld number that somebody could still narrow below its T."""

    cell: Cell
    attacker: str
    threshold: int


def withhold(universe: Universe) -> list[Exposure]:
    """Decide what the half-year's new numbers withhold; returns what stays exposed whatever is withheld."""
    for place in _primary(universe) | _revised(universe) | _one_sided(universe):
        universe.system.open[place] |= universe.system.may_open[place]
    _withhold_with_totals(universe)
    attackers = list(attackers_on(universe))
    safe: dict[str, set[int]] = defaultdict(set)
    while _widen(universe, attackers, safe):
        pass
    return exposures(universe, attackers)


def exposures(universe: Universe, attackers: list[Attacker]) -> list[Exposure]:
    """Every withheld number that one of the attackers narrows too far, tried afresh."""
    system = universe.system
    return [
        Exposure(system.items[place].cell, attacker.agency, int(system.minimum[place]))
        for attacker in attackers
        for place in narrow(universe, attacker, set())
    ]


def attackers_on(universe: Universe) -> Iterator[Attacker]:
    """The public, then the agencies with the most accesses, each knowing its own."""
    system = universe.system
    yield Attacker("", np.zeros(len(system.items), bool), system.floor, {})
    totals = {place for cell, place in universe.current.items() if cell.statewide and not cell.attributes}
    size = {code: max((own.get(place, 0.0) for place in totals), default=0.0) for code, own in universe.parts.items()}
    for code in sorted(size, key=lambda code: (-size[code], code))[:INSIDERS]:
        if universe.parts[code]:
            yield _insider(universe, code, universe.parts[code])


def _insider(universe: Universe, code: str, own: Mapping[int, float]) -> Attacker:
    """An agency that takes its own part off every version of every number."""
    system = universe.system
    fell = {_pair(item) for place, item in _shifts(universe) if system.value[place] < own.get(place, 0.0)}
    floor = system.floor.copy()
    for place, count in own.items():
        item = system.items[place]
        if isinstance(item, Shift):
            floor[place] = FREE if _pair(item) in fell else count
        else:
            floor[place] = max(floor[place], count)
    knows = np.array([item.cell.agency == code for item in system.items])
    return Attacker(code, knows, floor, own)


def _shifts(universe: Universe) -> list[tuple[int, Shift]]:
    return [(place, item) for place, item in enumerate(universe.system.items) if isinstance(item, Shift)]


def _pair(shift: Shift) -> tuple[object, int, int]:
    return group_of(shift.cell), shift.older, shift.newer


def narrow(universe: Universe, attacker: Attacker, safe: set[int]) -> list[int]:
    """The withheld numbers that this attacker narrows below their T; those found wide are added to `safe`."""
    attack = Attack(universe.system, unknown=universe.system.open & ~attacker.knows, floor=attacker.floor)
    found = []
    for place in universe.system.targets():
        if place in safe:
            continue
        if attack.width_at_least(place, attacker.demand(universe, place)):
            safe.add(place)
        else:
            found.append(place)
    return found


def _widen(universe: Universe, attackers: list[Attacker], safe: dict[str, set[int]]) -> bool:
    """One round over all attackers; whether anything more was withheld."""
    before = int(universe.system.open.sum())
    for attacker in attackers:
        while True:
            exposed = narrow(universe, attacker, safe[attacker.agency])
            if not any(_open_around(universe, attacker, place) for place in exposed):
                break
    return int(universe.system.open.sum()) > before


def _open_around(universe: Universe, attacker: Attacker, place: int) -> bool:
    """Withhold what lets one number move by T; whether anything was left to withhold."""
    system = universe.system
    touched = cheapest_exchange(system, attacker, place, reach=attacker.demand(universe, place))
    if touched is None:
        touched = system.may_open
    more = touched & system.may_open & ~system.open
    system.open |= more
    _withhold_with_totals(universe)
    return bool(more.any())


def _withhold_with_totals(universe: Universe) -> None:
    """Where a statewide total is withheld, so is all that is broken down from it, and persons with events.

    Otherwise whoever knows this program could tell from the printed zeros round it how small the total must be.
    """
    system = universe.system
    hidden = {item.cell.unit for item in _new_totals(universe) if system.open[system.index[item]]}
    hidden |= {PERSONS} if EVENTS in hidden else set()
    for place in universe.new:
        cell = system.items[place].cell
        if cell.statewide and cell.unit in hidden:
            system.open[place] |= system.may_open[place]


def _new_totals(universe: Universe) -> list[Slot]:
    items = [universe.system.items[place] for place in universe.totals if place in universe.new]
    return [item for item in items if isinstance(item, Slot)]


def cheapest_exchange(system: System, attacker: Attacker, place: int, *, reach: float) -> Flags | None:
    """The numbers that move when one is raised by T at the least cost; None where nothing new can help."""
    movable = np.flatnonzero((system.open | system.may_open) & ~attacker.knows)
    target = int(np.searchsorted(movable, place))
    down = np.maximum(system.value[movable] - attacker.floor[movable], 0.0)
    up = np.full(len(movable), ROOM * reach)
    up[target], down[target] = reach, 0.0
    price = np.where(system.open[movable], 0.001, system.weight[movable] / reach)
    price_down = np.where(
        system.open[movable], 0.001, system.weight[movable] / np.maximum(np.minimum(down, reach), 1e-3)
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


def _primary(universe: Universe) -> set[int]:
    """Counts from 1 to T-1."""
    value = universe.system.value
    return {place for place in universe.new if 0 < value[place] < universe.threshold}


def _revised(universe: Universe) -> set[int]:
    """Figures moved by less than T; and a whole breakdown when nothing in it moved by as much as T.

    Otherwise the levels that did not move would tell what the few late or amended accesses were not.
    """
    moves: dict[tuple[str, str, tuple[str, ...]], list[float]] = defaultdict(list)
    small: set[int] = set()
    for place, item in enumerate(universe.system.items):
        if isinstance(item, Shift):
            move = abs(float(universe.system.value[place]))
            moves[group_of(item.cell)].append(move)
            if 0 < move < universe.threshold:
                small.add(universe.system.index[Slot(item.cell, item.newer)])
    slight = {group for group, sizes in moves.items() if 0 < max(sizes) < universe.threshold}
    return small | {place for place in universe.new if group_of(universe.system.items[place].cell) in slight}


def _one_sided(universe: Universe) -> set[int]:
    """Where all persons are of one level, printing that level or the zeros beside it tells of every one of them."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for place in sorted(universe.new):
        groups[group_of(universe.system.items[place].cell)].append(place)
    found: set[int] = set()
    for (_, _, names), places in groups.items():
        if names and universe.threshold and any(VARIABLES[name].personal for name in names):
            filled = [place for place in places if universe.system.value[place] > 0]
            found.update([filled[0], next(p for p in places if p != filled[0])] if len(filled) == 1 else [])
    return found
