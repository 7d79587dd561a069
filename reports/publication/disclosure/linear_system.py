"""Numbers and the identities among them, as arrays for linear programming."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from reports.publication.figures.cells import Cell

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class SystemVariable:
    """A cell as it was from one edition to the next; an amended figure is a new version beside the
    old.
    """

    cell: Cell
    version: int = 1


@dataclass(frozen=True)
class Contribution:
    """By how much a revised figure moved: nobody prints it, yet old and new together can reveal
    it.
    """

    cell: Cell
    older: int
    newer: int


Item = SystemVariable | Contribution


@dataclass(frozen=True)
class Constraint:
    """One identity: the sum of coefficient times number is zero (or, as a limit, at most zero)."""

    terms: tuple[tuple[int, float], ...]


@dataclass
class LinearSystem:
    """A set of numbers with their identities. `value` is the true value; `open` marks the withheld
    ones.

    `floor` is what anyone may assume a withheld number to be at least, `minimum` the width that an
    interval around it must keep (0: not sensitive) against as many agencies together as `pooling`
    says, `may_open` whether it can still be withheld, `weight` what withholding it costs. `implied`
    numbers are printed by nobody and follow by subtraction: they are sensitive only where they are
    small themselves.
    """

    items: list[Item] = field(default_factory=list)
    index: dict[Item, int] = field(default_factory=dict)
    value: Floats = field(default_factory=lambda: np.zeros(0))
    floor: Floats = field(default_factory=lambda: np.zeros(0))
    open: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    may_open: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    minimum: Floats = field(default_factory=lambda: np.zeros(0))
    pooling: Floats = field(default_factory=lambda: np.ones(0))
    implied: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    weight: Floats = field(default_factory=lambda: np.ones(0))
    equations: csr_array = field(default_factory=lambda: csr_array((0, 0)))
    limits: csr_array = field(default_factory=lambda: csr_array((0, 0)))

    @cached_property
    def rows(self) -> csr_array:
        """All identities: the equations, then the limits."""
        if not self.limits.shape[0]:
            return self.equations
        return vstack([self.equations, self.limits], format="csr")


def matrix(rows: Iterable[Constraint], *, columns: int) -> csr_array:
    """Rows as a sparse matrix, each distinct row once."""
    distinct: Sequence[Constraint] = list(dict.fromkeys(rows))
    data = [coefficient for row in distinct for _, coefficient in row.terms]
    where = [place for row in distinct for place, _ in row.terms]
    starts = np.cumsum([0, *(len(row.terms) for row in distinct)])
    return csr_array(
        (np.array(data, dtype=float), np.array(where, dtype=int), starts),
        shape=(len(distinct), columns),
    )
