"""What can be worked out about withheld numbers: the interval that all published identities leave each of them.

Exact in linear programming (HiGHS). Numbers that stand in one sum only are bundled, so that the program stays small
however many agencies there are; the interval of one of them follows from the interval of its bundle.
"""

from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, hstack

from reports.publication.disclosure.program import Program, program
from reports.publication.disclosure.system import Flags, Floats, Numbers, System

ROOM = 4  # how many times the widest demand a number may rise above the truth while it is being tried
SLACK = 1e-6


class Attack:
    """An attacker who knows every number not `unknown`, and that unknown ones are at least `floor`."""

    def __init__(self, system: System, *, unknown: Flags, floor: Floats) -> None:
        self.system = system
        self.floor = floor
        self.places: Numbers = np.flatnonzero(unknown)
        known = np.where(unknown, 0.0, system.value)
        self.sums = _Reduced(system.equations, self.places, -(system.equations @ known))
        self.limits = _Reduced(system.limits, self.places, -(system.limits @ known))
        self.column = {int(place): column for column, place in enumerate(self.places)}
        self.ceiling = system.value + ROOM * max(float(system.minimum.max(initial=0.0)), 1.0)
        self._bundle()
        self._solved: dict[tuple[int, int], float] = {}
        self._seen: tuple[Floats, Floats] | None = None

    def _bundle(self) -> None:
        """Sort the unknown numbers into those in one sum only, by sum, and the rest (the core)."""
        degree = self.sums.degree + self.limits.degree
        bundled = (degree == 1) & (self.sums.degree == 1) & (self.sums.only_coefficient == -1)
        self.row_of: Numbers = np.where(bundled, self.sums.only_row, -1)
        self.alone: Flags = degree == 0
        self.core: Numbers = np.flatnonzero(~bundled & ~self.alone)
        self.bundles: Numbers = np.unique(self.row_of[bundled]) if bundled.any() else np.zeros(0, dtype=int)
        low, rows = self.floor[self.places], self.sums.shape[0]
        self.bundle_low = np.bincount(self.row_of[bundled], weights=low[bundled], minlength=rows)
        self.bundle_size = np.bincount(self.row_of[bundled], minlength=rows)
        self.core_in_row = (
            np.diff(self.sums.coefficients[:, self.core].tocsr().indptr) if rows else np.zeros(0, dtype=int)
        )

    def width_at_least(self, place: int, width: float) -> bool:
        """Whether the interval round an unknown number is at least so wide, whole numbers only."""
        if width <= 0 or self._already_seen(place, width):
            return True
        high = self.highest(place)
        if high - self.system.value[place] >= width - SLACK:
            return True
        return float(np.floor(high + SLACK) - np.ceil(self.lowest(place) - SLACK)) >= width

    def _already_seen(self, place: int, width: float) -> bool:
        """Two solutions found on the way, for other numbers, may lie far enough apart."""
        if self._seen is None or self.alone[self.column[place]]:
            return False
        column = self.column[place]
        row = int(self.row_of[column])
        low, high = self._seen
        if row < 0:
            at = self._core_column(column)
            return bool(np.floor(high[at] + SLACK) - np.ceil(low[at] - SLACK) >= width)
        at = len(self.core) + int(np.searchsorted(self.bundles, row))
        own, others = float(self.floor[place]), float(self.bundle_low[row]) - float(self.floor[place])
        bottom = own if self.bundle_size[row] > 1 else float(low[at])
        return bool(np.floor(high[at] - others + SLACK) - np.ceil(bottom - SLACK) >= width)

    def highest(self, place: int) -> float:
        """The largest value an unknown number can have (as far as it was tried)."""
        column = self.column[place]
        if self.alone[column]:
            return float(self.ceiling[place])
        row = int(self.row_of[column])
        if row < 0:
            return self._extreme(self._core_column(column), -1)
        return self._bundle_extreme(row, -1) - (float(self.bundle_low[row]) - float(self.floor[place]))

    def lowest(self, place: int) -> float:
        """The smallest value an unknown number can have."""
        column = self.column[place]
        if self.alone[column]:
            return float(self.floor[place])
        row = int(self.row_of[column])
        if row < 0:
            return self._extreme(self._core_column(column), 1)
        if self.bundle_size[row] > 1:
            return float(self.floor[place])
        return max(float(self.floor[place]), self._bundle_extreme(row, 1))

    def _bundle_extreme(self, row: int, sign: int) -> float:
        if not self.core_in_row[row]:
            return float(-self.sums.right_side[row])
        return self._extreme(len(self.core) + int(np.searchsorted(self.bundles, row)), sign)

    def _core_column(self, column: int) -> int:
        return int(np.searchsorted(self.core, column))

    def _extreme(self, variable: int, sign: int) -> float:
        """Minimum (sign 1) or maximum (sign -1) of one variable of the reduced program."""
        if (variable, sign) not in self._solved:
            aim = np.zeros(len(self.core) + len(self.bundles))
            aim[variable] = sign
            point = self._program.least(aim)
            if point is None:
                raise ArithmeticError("the published figures contradict each other")
            self._solved[variable, sign] = float(point[variable])
            low, high = self._seen or (point, point)
            self._seen = np.minimum(low, point), np.maximum(high, point)
        return self._solved[variable, sign]

    @cached_property
    def _program(self) -> Program:
        bundle_columns = csr_array(
            (-np.ones(len(self.bundles)), (self.bundles, np.arange(len(self.bundles)))),
            shape=(self.sums.shape[0], len(self.bundles)),
        )
        blank = csr_array((self.limits.shape[0], len(self.bundles)))
        bounds = np.concatenate([self._core_bounds(), self._bundle_bounds()])
        return program(
            equations=hstack([self.sums.coefficients[:, self.core], bundle_columns], format="csr"),
            right_side=self.sums.right_side,
            limits=hstack([self.limits.coefficients[:, self.core], blank], format="csr"),
            limit_side=self.limits.right_side,
            low=bounds[:, 0],
            high=bounds[:, 1],
        )

    def _core_bounds(self) -> Floats:
        places = self.places[self.core]
        return np.column_stack([self.floor[places], self.ceiling[places]])

    def _bundle_bounds(self) -> Floats:
        truth = np.bincount(
            self.row_of[self.row_of >= 0],
            weights=self.system.value[self.places][self.row_of >= 0],
            minlength=self.sums.shape[0],
        )
        room = ROOM * max(float(self.system.minimum.max(initial=0.0)), 1.0)
        return np.column_stack([self.bundle_low[self.bundles], truth[self.bundles] + room])


class _Reduced:
    """The rows that still hold an unknown number, over the unknown columns only."""

    def __init__(self, rows: csr_array, places: Numbers, right_side: Floats) -> None:
        chosen = rows[:, places].tocsr() if rows.shape[0] else csr_array((0, len(places)))
        used = np.flatnonzero(np.diff(chosen.indptr))
        self.coefficients: csr_array = chosen[used]
        self.right_side: Floats = right_side[used]
        self.shape: tuple[int, int] = self.coefficients.shape
        by_column = self.coefficients.tocsc()
        self.degree: Numbers = np.diff(by_column.indptr)
        once = self.degree == 1
        self.only_row: Numbers = np.full(len(places), -1)
        self.only_coefficient: Floats = np.zeros(len(places))
        self.only_row[once] = by_column.indices[by_column.indptr[:-1][once]]
        self.only_coefficient[once] = by_column.data[by_column.indptr[:-1][once]]
