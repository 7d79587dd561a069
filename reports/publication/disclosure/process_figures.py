"""Process figures as one system of numbers: parts of wholes, and what each agency that shares knows
as its own.

A part and the remainder of its whole are separate numbers, because either can reveal small counts.
They occur in no sum with the tables, and a half-year once printed is never revised: each half-year
is a system of its own.
"""

from collections.abc import Collection, Mapping

import numpy as np

from reports.publication.disclosure.half_year_system import EQUALITY, HalfYearSystem
from reports.publication.disclosure.linear_system import (
    Constraint,
    LinearSystem,
    SystemVariable,
    matrix,
)
from reports.publication.figures.cells import Cell
from reports.publication.figures.tables import ALL

UNIT = "process"
Counts = Mapping[str, int]


def measure_cell(half_year: str, name: str) -> Cell:
    """The number of one measure."""
    return Cell(UNIT, half_year, ALL, (("measure", name),))


def left_cell(half_year: str, name: str) -> Cell:
    """The remainder of the whole that a measure is part of; nobody prints it, everybody can
    subtract.
    """
    return Cell(UNIT, half_year, ALL, (("left", name),))


def process_system(
    half_year: str,
    whole_of: Mapping[str, str],
    shared: Mapping[str, Counts],
    *,
    hidden: Collection[str],
    threshold: int,
    pooling: int = 1,
) -> HalfYearSystem:
    """One half-year's measures, each with its whole or "", some of them hidden already."""
    cells = [measure_cell(half_year, name) for name in whole_of]
    left = [left_cell(half_year, name) for name, whole in whole_of.items() if whole]
    system = LinearSystem(items=[SystemVariable(cell) for cell in (*cells, *left)])
    system.index = {item: place for place, item in enumerate(system.items)}
    own = {code: _numbers(counts, whole_of) for code, counts in shared.items()}
    system.value = sum(own.values(), np.zeros(len(system.items)))
    measures, size = len(cells), len(system.items)
    system.floor = np.where(
        np.arange(size) < measures, np.minimum(system.value, 1.0), np.minimum(system.value, 0.0)
    )
    system.minimum, system.implied = np.full(size, float(threshold)), np.arange(size) >= measures
    system.pooling = np.full(size, float(pooling))
    system.open = np.array([name in hidden for name in whole_of] + [True] * len(left), bool)
    system.may_open = np.arange(size) < (measures if system.value.any() else 0)
    wholes = set(whole_of.values())
    weight = [3.0 if name in wholes else 1.0 for name in whole_of] + [1.0] * len(left)
    system.weight = np.array(weight) * (1 + np.arange(size) * EQUALITY)
    system.equations = matrix(_constraints(system, half_year, whole_of), columns=size)
    system.limits = matrix([], columns=size)
    parts = {code: dict(enumerate(numbers.tolist())) for code, numbers in own.items()}
    current = {cell: place for place, cell in enumerate(cells)}
    return HalfYearSystem(system, current, set(current.values()), frozenset(), threshold, parts)


def _numbers(counts: Counts, whole_of: Mapping[str, str]) -> np.ndarray:
    """One agency's measures, then the remainder of each whole."""
    measures = [counts.get(name, 0) for name in whole_of]
    left = [counts.get(whole, 0) - counts.get(name, 0) for name, whole in whole_of.items() if whole]
    return np.array([*measures, *left], float)


def _constraints(
    system: LinearSystem, half_year: str, whole_of: Mapping[str, str]
) -> list[Constraint]:
    def place(cell: Cell) -> int:
        return system.index[SystemVariable(cell)]

    return [
        Constraint(
            (
                (place(measure_cell(half_year, whole)), 1.0),
                (place(measure_cell(half_year, name)), -1.0),
                (place(left_cell(half_year, name)), -1.0),
            )
        )
        for name, whole in whole_of.items()
        if whole
    ]
