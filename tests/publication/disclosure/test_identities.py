"""How published numbers add up: every way in which a margin is the sum of its parts."""

from __future__ import annotations

import numpy as np
import pytest

from reports.publication.disclosure.half_year_system import HalfYearSystem, build_system
from reports.publication.disclosure.identities import components_of
from reports.publication.disclosure.published_history import CellHistory, PublishedCell
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.tables import VARIABLES

HALF = "2025H1"
TOTAL, PEOPLE = Cell(EVENTS, HALF), Cell(PERSONS, HALF)
AVON, BERLIN, POLICE = (Cell(EVENTS, HALF, code) for code in ("avon", "berlin", "state"))
SEXES = [Cell(PERSONS, HALF, attributes=(("sex", level),)) for level in VARIABLES["sex"].levels]


def entries(*cells: Cell, apart: frozenset[Cell] = frozenset()) -> dict[Cell, CellHistory]:
    return {cell: CellHistory(cell, 1, apart=cell in apart) for cell in cells}


def system_of(counts: dict[Cell, int], *past: dict[Cell, int]) -> HalfYearSystem:
    earlier = [
        PublishedCell({cell: CellHistory(cell, value) for cell, value in edition.items()})
        for edition in past
    ]
    return build_system(
        counts=counts,
        contributions={},
        apart=frozenset(),
        past=earlier,
        threshold=6,
        pooling=1,
        known=frozenset(),
    )


def test_a_total_is_the_sum_of_its_agencies_without_those_that_stand_apart():
    cells = entries(TOTAL, AVON, BERLIN, POLICE, apart=frozenset({POLICE}))
    assert components_of(TOTAL, cells) == [[AVON, BERLIN]]


def test_a_total_is_the_sum_of_every_breakdown_that_is_published_whole():
    cells = entries(PEOPLE, AVON, *SEXES)
    assert components_of(PEOPLE, cells) == [SEXES]
    del cells[SEXES[0]]
    assert components_of(PEOPLE, cells) == []


def test_nobody_adds_agencies_up_to_persons():
    assert components_of(PEOPLE, entries(PEOPLE, AVON)) == []


@pytest.mark.parametrize("past", [(), ({TOTAL: 9, PEOPLE: 5, AVON: 4, BERLIN: 5},)])
def test_the_truth_holds_every_identity(past):
    found = system_of({TOTAL: 11, PEOPLE: 6, AVON: 4, BERLIN: 7}, *past)
    assert not np.any(found.system.equations @ found.system.value)
    assert found.system.limits.shape[0] == 1 + len(past)
    assert np.all(found.system.limits @ found.system.value <= 0)


def test_what_moved_is_the_difference_of_two_versions():
    before = system_of({TOTAL: 9, AVON: 9})
    after = system_of({TOTAL: 11, AVON: 11}, {TOTAL: 9, AVON: 9})
    assert (before.system.equations.shape[0], after.system.equations.shape[0]) == (1, 4)
