"""The attackers: the public, and every agency that contributed, subtracting its own part from every
number.

An agency whose part of each statewide number is not available (figures keep the parts of the
largest few hundred) is assumed to know as much as it could: all of each number that its own
accesses could make up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from reports.publication.disclosure.half_year_system import FREE, HalfYearSystem, group_of
from reports.publication.disclosure.linear_system import (
    Contribution,
    Flags,
    Floats,
    Numbers,
    SystemVariable,
)

PUBLIC = ""
MOST_THAT_POOL = 200  # more than Connecticut has departments


@dataclass(frozen=True, eq=False)
class Attacker:
    """Somebody with the published files and, for an insider, the numbers of their own agency.

    `others` is the rest of each number after subtracting the attacker's own part.
    """

    name: str  # an agency's code, or two; empty: the public
    knows: Flags
    floor: Floats
    others: Floats
    agencies: int = 0
    exact: bool = True  # whether `others` is known and not only the least it could be


class Attackers:
    """Everybody who could attack one half-year, and how wide an interval each must be left for what
    is withheld.
    """

    def __init__(self, universe: HalfYearSystem) -> None:
        self.universe = universe
        self.system = universe.system
        self.statewide: Flags = np.array([item.cell.statewide for item in self.system.items], bool)
        self.units: Numbers = np.unique(
            [item.cell.unit for item in self.system.items], return_inverse=True
        )[1]

    @cached_property
    def public(self) -> Attacker:
        """Anybody with the published files only."""
        nothing = np.zeros(len(self.system.items), bool)
        return Attacker(PUBLIC, nothing, self.system.floor, self.system.value)

    def __iter__(self) -> Iterator[Attacker]:
        yield self.public
        for code in self.insiders:
            yield self.insider((code,))
        if self._some_pool:
            yield from self.pairs()

    @property
    def count(self) -> int:
        """How many attackers there are."""
        pooling = min(len(self.insiders), MOST_THAT_POOL) if self._some_pool else 0
        return 1 + len(self.insiders) + pooling * (pooling - 1) // 2

    @property
    def _some_pool(self) -> bool:
        return bool(self.system.pooling.max(initial=1.0) > 1)

    @cached_property
    def insiders(self) -> list[str]:
        """Agencies with numbers of their own, those with the most accesses first."""
        totals = [place for place in self.universe.current.values() if self._is_total(place)]
        parts = self.universe.parts
        sizes = {
            code: max((own.get(place, 0.0) for place in totals), default=0.0)
            for code, own in parts.items()
        }
        sizes |= {code: size for code, size in self._unlisted.items() if size}
        return sorted(
            (code for code in sizes if parts.get(code) or code in self._unlisted),
            key=lambda c: (-sizes[c], c),
        )

    def pairs(self) -> Iterator[Attacker]:
        """Every two agencies that pool their knowledge, of those with the most accesses."""
        return (self.insider(pair) for pair in combinations(self.insiders[:MOST_THAT_POOL], 2))

    def insider(self, codes: tuple[str, ...]) -> Attacker:
        """Agencies (one, or several together) that subtract their own part from every version of
        every number.
        """
        knows = np.zeros(len(self.system.items), bool)
        for code in codes:
            knows[self._own_places[code]] = True
        name = " and ".join(codes)
        if any(code in self._unlisted for code in codes):
            return self._vague(name, knows, sum(self._size_of(code) for code in codes), len(codes))
        own = np.zeros(len(self.system.items))
        for code in codes:
            places, counts = self._own_parts[code]
            own[places] += counts
        floor = np.minimum(np.maximum(self.system.floor, own), self.system.value)
        shifts, pairs = self._shifts
        fell = pairs[self.system.value[shifts] < own[shifts]]
        floor[shifts] = np.where(np.isin(pairs, fell), FREE, own[shifts])
        return Attacker(name, knows, floor, self.system.value - own, len(codes))

    def demands(self, attacker: Attacker) -> Floats:
        """How wide this attacker's interval must be for each withheld number; 0 where it reveals
        nobody.

        For the public that is T. An agency counts as an attacker on numbers in which the others'
        part is below T; where a printed total already tells it how few the others' accesses are,
        its interval must be as wide as that.
        """
        concerned = self.system.open & (self.system.pooling >= attacker.agencies)
        minimum = np.where(concerned, self.system.minimum, 0.0)
        if not attacker.name:
            few = (self.system.value != 0) & (np.abs(self.system.value) < minimum)
            return np.where(self.system.implied & ~few, 0.0, minimum)
        others = np.abs(attacker.others)
        wanted = np.where((others > 0) & (others < minimum) & ~attacker.knows, minimum, 0.0)
        if not wanted.any():
            return wanted
        for place in np.flatnonzero(wanted * self._amended) if attacker.exact else ():
            if self._already_known(attacker, int(place)):
                wanted[place] = 0.0
        return np.minimum(wanted, self._in_printed_total(attacker)[self.units])

    def _vague(self, name: str, knows: Flags, size: float, agencies: int) -> Attacker:
        value = self.system.value
        most = np.where(self.statewide, np.minimum(value, size), 0.0)
        total = np.array([self._is_total(place) for place in range(len(value))])
        least = np.where(
            self.statewide & (value > 0) & ~total, np.maximum(value - size, 1.0), value - most
        )
        return Attacker(
            name, knows, np.maximum(self.system.floor, most), least, agencies, exact=False
        )

    def _is_total(self, place: int) -> bool:
        cell = self.system.items[place].cell
        return cell.statewide and not cell.attributes

    @cached_property
    def _own_places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(self.system.items):
            found[item.cell.agency].append(place)
        return found

    @cached_property
    def _own_parts(self) -> dict[str, tuple[Numbers, Floats]]:
        return {
            code: (np.array(list(own), int), np.array(list(own.values()), float))
            for code, own in self.universe.parts.items()
        }

    @cached_property
    def _unlisted(self) -> dict[str, float]:
        """Agencies in the sums whose parts are not available, by an upper bound of what they
        reported.
        """
        codes = {cell.agency for cell in self.universe.current if not cell.statewide} - set(
            self.universe.parts
        )
        apart = {cell.agency for cell in self.universe.apart}
        return {code: self._size_of(code) for code in codes - apart if self._size_of(code)}

    def _size_of(self, code: str) -> float:
        return float(self.system.value[self._own_places[code]].max(initial=0.0))

    @cached_property
    def _shifts(self) -> tuple[Numbers, Numbers]:
        """The places of revisions, and which of them belong to one revision of one breakdown."""
        pairs: dict[object, int] = {}
        shifts = [
            (place, item)
            for place, item in enumerate(self.system.items)
            if isinstance(item, Contribution)
        ]
        of = [
            pairs.setdefault((group_of(item.cell), item.older, item.newer), len(pairs))
            for _, item in shifts
        ]
        return np.array([place for place, _ in shifts], int), np.array(of, int)

    @cached_property
    def _amended(self) -> Flags:
        many = [
            isinstance(i, SystemVariable) and len(self.universe.versions_of(i.cell)) > 1
            for i in self.system.items
        ]
        return np.array(many, bool)

    def _already_known(self, attacker: Attacker, place: int) -> bool:
        """Whether another, printed version reveals the same of the others: then only the attacker's
        own part was revised.
        """
        versions: Iterable[int] = self.universe.versions_of(self.system.items[place].cell)
        others = attacker.others
        return any(not self.system.open[v] and others[v] == others[place] for v in versions)

    def _in_printed_total(self, attacker: Attacker) -> Floats:
        """By unit, how many of the printed statewide total are not the attacker's own."""
        least = np.full(int(self.units.max(initial=0)) + 1, np.inf)
        for place in self.universe.totals:
            if not self.system.open[place]:
                unit = self.units[place]
                least[unit] = min(least[unit], attacker.others[place])
        return least
