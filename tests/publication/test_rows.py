"""The record-level file hides everybody among at least T."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from itertools import combinations

import pytest

from reports.publication.figures.combinations import SHOWN_FIRST, CombinationCounts
from tests.publication.worlds import HALVES, four_editions

QUASI = ("half_year", *SHOWN_FIRST)


def rows_of(edition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(edition.files["accesses.csv"].decode())))


@pytest.fixture(scope="module", params=[3, 7, 12])
def editions(request):
    return four_editions(request.param, agencies=8, busy=0.8)


def test_every_combination_shown_occurs_at_least_t_times(editions):
    for edition in editions:
        rows = rows_of(edition)
        shown = Counter(
            tuple(row[name] for name in QUASI)
            for row in rows
            if any(row[name] != "c" for name in SHOWN_FIRST)
        )
        assert min(shown.values(), default=6) >= 6


def test_every_part_of_a_combination_occurs_at_least_t_times(editions):
    """Whoever knows some of a person's attributes and not others; what is coarsened away matches
    nothing here.
    """
    for edition in editions:
        rows = rows_of(edition)
        for size in range(1, len(SHOWN_FIRST) + 1):
            for names in combinations(SHOWN_FIRST, size):
                values = [(row["half_year"], *(row[name] for name in names)) for row in rows]
                assert min(Counter(v for v in values if "c" not in v).values(), default=6) >= 6


def test_nobody_stands_out_by_what_was_coarsened_away(editions):
    for edition in editions:
        found: dict[str, Counter] = {}
        for row in rows_of(edition):
            found.setdefault(row["half_year"], Counter())[
                tuple(row[name] for name in SHOWN_FIRST)
            ] += 1
        for counts in found.values():
            assert len(counts) == 1 or min(counts.values()) >= 6


def test_as_many_rows_as_the_printed_total_and_none_where_it_is_withheld(editions):
    for edition in editions:
        found = Counter(row["half_year"] for row in rows_of(edition))
        totals = {
            c.period: e
            for c, e in edition.controlled.entries.items()
            if c.agency == "__all__" and not c.attributes
        }
        for half, entry in totals.items():
            if "H" in half and entry.cell.unit == "events":
                assert found[half] == (0 if entry.withheld else entry.value)


def test_no_shown_value_has_a_withheld_count(editions):
    for edition in editions:
        withheld = {
            (c.period, c.attributes[0])
            for c, e in edition.controlled.entries.items()
            if e.withheld and len(c.attributes) == 1
        }
        agencies = {
            (c.period, c.agency) for c, e in edition.controlled.entries.items() if e.withheld
        }
        for row in rows_of(edition):
            assert (row["half_year"], row["agency_code"]) not in agencies
            assert not any(
                (row["half_year"], (name, row[name])) in withheld for name in SHOWN_FIRST
            )


def test_row_numbers_and_order_of_two_editions_have_nothing_in_common(editions):
    first, second = rows_of(editions[0]), rows_of(editions[1])
    assert not {row["row_id"] for row in first} & {row["row_id"] for row in second}


@pytest.mark.parametrize("seed", range(6))
def test_numbers_stand_for_combinations_as_a_plain_count_does(seed):
    """Combinations held as numbers, coarsened at random, beside a counter of tuples."""
    chance = random.Random(seed)
    letters = [chance.sample("defghijklm", chance.randint(1, 6)) for _ in SHOWN_FIRST]
    rows = [
        (tuple(chance.choice(known) for known in letters), chance.randint(1, 5)) for _ in range(300)
    ]
    tally = CombinationCounts()
    for values, count in rows:
        tally.add(values, count)
    for _ in range(8):
        places = chance.sample(range(len(SHOWN_FIRST)), chance.randint(0, len(SHOWN_FIRST)))
        visible = {
            place: frozenset(chance.sample(letters[place], chance.randint(0, len(letters[place]))))
            for place in places
        }
        plain: Counter[tuple[str, ...]] = Counter()
        for values, count in rows:
            kept = [
                v if place in visible and v in visible[place] else "c"
                for place, v in enumerate(values)
            ]
            plain[tuple(kept)] += count
        assert tally.coarsened(visible) == plain
        assert tally.rarest(visible) == min(plain.values())
    assert CombinationCounts().rarest({0: frozenset("a")}) == 0
    assert CombinationCounts().coarsened({}) == Counter()


def in_order(edition, half: str) -> list[tuple[str, ...]]:
    """A half-year's rows as they follow each other in the file."""
    return [
        tuple(row[name] for name in SHOWN_FIRST)
        for row in rows_of(edition)
        if row["half_year"] == half
    ]


def linked_by_place(pairs: list[tuple[list, list]]) -> float:
    """How many rows fit when the first of one file is put to the first of the other, and so on; in
    deviations from what chance gives."""
    hits = expected = spread = 0.0
    for one, other in pairs:
        size = min(len(one), len(other))
        first, second = Counter(one), Counter(other)
        chance = sum(first[key] * second[key] for key in first) / (len(one) * len(other))
        hits += sum(a == b for a, b in zip(one, other, strict=False))
        expected, spread = expected + size * chance, spread + size * chance * (1 - chance)
    return (hits - expected) / max(spread, 1e-9) ** 0.5


def halves_in_both(worlds: range) -> list[tuple[list, list]]:
    found = []
    for world in worlds:
        first, second, *_ = four_editions(world, agencies=10, busy=0.9)
        found.append((in_order(first, HALVES[0]), in_order(second, HALVES[0])))
    return [pair for pair in found if len(set(pair[0])) > 1 and len(set(pair[1])) > 1]


def test_rows_of_two_editions_cannot_be_linked_by_their_place():
    """The same accesses, printed again: to put row to row by their order is worth no more than
    chance.
    """
    pairs = halves_in_both(range(8))
    assert len(pairs) >= 3
    assert abs(linked_by_place(pairs)) < 4
    assert (
        linked_by_place([(sorted(one), sorted(other)) for one, other in pairs]) > 10
    )  # unshuffled, it would bite
