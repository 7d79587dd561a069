"""What can be computed about withheld numbers: the interval that all published identities leave
each of them.

Exact, in whole numbers (HiGHS). Numbers that occur in the same sums are grouped, so that the
program stays small however many agencies there are; the interval of one of them follows from the
interval of their sum.
"""

from functools import cached_property

import numpy as np
from scipy.sparse import csc_array, csr_array

from reports.publication.disclosure.alternative_tables import AlternativeTables
from reports.publication.disclosure.linear_program import LinearProgram, program
from reports.publication.disclosure.linear_system import Flags, Floats, LinearSystem, Numbers

ROOM = (
    4  # how many times the widest demand a number may rise above the truth while it is being tried
)
ALONE = -1  # in no sum at all


class InterchangeableCells:
    """Which numbers occur in the same sums. `of` gives each its group, or ALONE."""

    def __init__(self, system: LinearSystem) -> None:
        columns = csc_array(system.rows)
        groups: dict[tuple[bytes, bytes], int] = {}
        first: list[int] = []
        self.of: Numbers = np.full(len(system.items), ALONE)
        for place in range(len(system.items)):
            start, end = columns.indptr[place], columns.indptr[place + 1]
            if start == end:
                continue
            key = columns.indices[start:end].tobytes(), columns.data[start:end].tobytes()
            if key not in groups:
                groups[key] = len(first)
                first.append(place)
            self.of[place] = groups[key]
        self.columns: csc_array = columns[:, first]

    def totals(self, amounts: Floats, places: Numbers) -> Floats:
        """Amounts at some places, summed by group."""
        inside = places[self.of[places] >= 0]
        sums = np.bincount(
            self.of[inside], weights=amounts[inside], minlength=self.columns.shape[1]
        )
        return np.asarray(sums, dtype=np.float64)

    def room(self, spare: Floats, unknown: Flags) -> Floats:
        """A lower bound of each number's interval width, when only numbers of the same group move
        against each other.

        `spare` is by how much each could be less.
        """
        places = np.flatnonzero(unknown)
        shared = np.where(
            self.totals(np.ones(len(spare)), places) > 1, self.totals(spare, places), 0.0
        )
        width = np.zeros(len(spare))
        grouped = places[self.of[places] >= 0]
        width[grouped] = shared[self.of[grouped]]
        width[places[self.of[places] == ALONE]] = np.inf
        return width


class Attack:
    """An attacker who knows every number not `unknown`, and that unknown ones are at least
    `floor`.
    """

    def __init__(
        self,
        system: LinearSystem,
        alike: InterchangeableCells,
        *,
        unknown: Flags,
        floor: Floats,
        witnesses: AlternativeTables,
    ) -> None:
        self.system, self.floor, self.witnesses = system, floor, witnesses
        self.of = np.where(unknown, alike.of, ALONE)
        self.known = np.where(unknown, 0.0, system.value)
        self.room = ROOM * max(float(system.minimum.max(initial=0.0)), 1.0)
        places = np.flatnonzero(unknown)
        self.size = alike.totals(np.ones(len(system.items)), places)
        self.groups: Numbers = np.flatnonzero(self.size)
        self.low = alike.totals(floor, places)
        self.truth = alike.totals(system.value, places)
        self.columns = alike.columns[:, self.groups]
        self._solved: dict[tuple[int, int], float] = {}

    def width_at_least(self, place: int, width: float) -> bool:
        """Whether the interval around an unknown number is at least so wide, in whole numbers."""
        if width <= 0:
            return True
        high = self.highest(place)
        return high - self.system.value[place] >= width or high - self.lowest(place) >= width

    def highest(self, place: int) -> float:
        """The largest value an unknown number can have (as far as it was tried)."""
        group = int(self.of[place])
        if group == ALONE:
            return float(self.system.value[place]) + self.room
        return self._extreme(group, -1) - float(self.low[group] - self.floor[place])

    def lowest(self, place: int) -> float:
        """The smallest value an unknown number can have."""
        group = int(self.of[place])
        if group == ALONE or self.size[group] > 1:
            return float(self.floor[place])
        return self._extreme(group, 1)

    def look_around(self, places: Numbers) -> None:
        """Store alternatives for many numbers at once: as high as they get together, and as low."""
        aim = np.zeros(len(self.groups))
        groups = np.unique(self.of[places])
        aim[np.searchsorted(self.groups, groups[groups >= 0])] = 1.0
        for sign in (-1, 1):
            self._least(sign * aim)

    def _extreme(self, group: int, sign: int) -> float:
        """Minimum (sign 1) or maximum (sign -1) of the sum of a group."""
        if (group, sign) not in self._solved:
            aim = np.zeros(len(self.groups))
            aim[np.searchsorted(self.groups, group)] = sign
            self._solved[group, sign] = float(self._least(aim)[group])
        return self._solved[group, sign]

    def _least(self, aim: Floats) -> Floats:
        """The sums of all groups at the minimum of the objective."""
        found = self._program.least_whole(aim)
        if found is None:
            raise ArithmeticError("the published figures contradict each other")
        sums = np.zeros(len(self.size))
        sums[self.groups] = found
        self.witnesses.add(self._spread(sums))
        return sums

    def _spread(self, sums: Floats) -> Floats:
        """By how much each number differs from the truth, in one of the ways that give these
        sums.
        """
        move = np.zeros(len(self.system.items))
        grouped = np.flatnonzero(self.of >= 0)
        change = (sums - self.truth)[self.of[grouped]]
        single = self.size[self.of[grouped]] == 1
        move[grouped[single]] = change[single]
        for group in np.unique(self.of[grouped[~single & (change != 0)]]):
            members = np.flatnonzero(self.of == group)
            more = sums[group] - self.truth[group]
            if more > 0:
                move[members[0]] = more
            else:
                spare = self.system.value[members] - self.floor[members]
                before = np.concatenate([[0.0], np.cumsum(spare)[:-1]])
                move[members] = -np.clip(-more - before, 0.0, spare)
        return move

    @cached_property
    def _program(self) -> LinearProgram:
        """The program over groups; only rows with an unknown number."""
        side = -(self.system.rows @ self.known)
        split = self.system.equations.shape[0]
        table = csr_array(self.columns)
        used = np.flatnonzero(np.diff(table.indptr))
        sums, limits = used[used < split], used[used >= split]
        return program(
            equations=table[sums],
            right_side=side[sums],
            limits=table[limits],
            limit_side=side[limits],
            low=self.low[self.groups],
            high=(self.truth + self.room)[self.groups],
        )
