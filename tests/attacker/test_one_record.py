"""Whoever knows that between two editions a single access was added asks the files what kind of
access it was.
"""

from __future__ import annotations

import random
from collections import defaultdict

from reports.publication.disclosure.control import control
from tests.attacker.naive import hide_only_small
from tests.attacker.unpick import Key, Knowledge, Solver, Version, study
from tests.publication.worlds import HALVES, Issued, issue, make_line, make_world

ONE: Version = (("one", "", "", frozenset()), 1)


def with_one_more(seed: int, decide=control) -> list[Issued]:
    """A half-year, and the same with an access that an agency had forgotten."""
    world = make_world(seed, agencies=9, halves=HALVES[:1], busy=0.9)
    world.late.clear()
    first = issue(world, HALVES[0], [], 6, decide)
    place = max(
        world.lines,
        key=lambda place: (len(world.lines[place]) if place[1].startswith("a") else 0, place),
    )
    world.lines[place].append(make_line(random.Random(seed), *place, 1000))
    return [first, issue(world, HALVES[0], [first], 6, decide)]


def knowing_of_one(editions: list[Issued]) -> Knowledge:
    """Old and new differ by at most one everywhere, and the totals by exactly one."""
    knowledge = study([edition.files for edition in editions])
    knowledge.printed[ONE] = 1
    for new, old in knowledge.revised:
        if new[0][2] == "__all__" and not new[0][3]:
            knowledge.sums.append({new: 1, old: -1, ONE: -1})
        knowledge.at_most_zero += [{new: 1, old: -1, ONE: -1}, {old: 1, new: -1}]
    return knowledge


def could_have_risen(editions: list[Issued]) -> dict[tuple, set[Key]]:
    """By breakdown, the values that the added access can have."""
    knowledge = knowing_of_one(editions)
    solver = Solver(knowledge)
    found = defaultdict(set)
    for new, old in knowledge.revised:
        unit, period, agency, pairs = new[0]
        if agency == "__all__" and pairs and solver.interval({new: 1, old: -1})[1] > 0:
            found[unit, period, frozenset(name for name, _ in pairs)].add(new[0])
    return found


def risen(editions: list[Issued]) -> dict[tuple, set[Key]]:
    return {
        group: values for group, values in could_have_risen(editions).items() if len(values) < 2
    }


def test_it_could_have_been_of_more_than_one_kind_in_every_breakdown():
    for seed in range(4):
        editions = with_one_more(seed)
        assert could_have_risen(editions)
        assert risen(editions) == {}


def test_where_only_small_numbers_are_hidden_the_access_is_described():
    assert all(risen(with_one_more(seed, decide=hide_only_small)) for seed in range(4))
