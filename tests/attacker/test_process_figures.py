"""Process figures through an attacker written apart: random shares, the public, every agency, every
two agencies.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reports.core.csv_export import as_csv
from reports.publication.content.process_figures import MEASURES, attacked, process_rows, protect
from reports.publication.files.csv_files import PROCESS_COLUMNS
from tests.attacker.shares import attack, whole_of

HALF = "2025H1"
SOME = ("refusals", "reviews", "notices", "notices_on_time", "touching_Q1", "touching_Q24")


def settle(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )


@st.composite
def shares(draw) -> dict[str, dict[str, int]]:
    """One to six agencies, each part at most its whole."""
    scale = draw(st.sampled_from([3, 9, 30]))
    found = {}
    for k in range(draw(st.integers(1, 6))):
        counts = {"requests": draw(st.integers(0, scale))}
        for name in SOME:
            whole = counts["notices" if name == "notices_on_time" else "requests"]
            counts[name] = draw(st.sampled_from([0, whole, draw(st.integers(0, whole))]))
        found[f"a{k}"] = counts
    return found


def file_of(shared: dict[str, dict[str, int]], threshold: int, pooling: int = 1) -> bytes:
    half = protect(HALF, shared, threshold=threshold, pooling=pooling)
    assert attacked(half, shared, threshold=threshold, pooling=pooling).exposures == ()
    return as_csv(PROCESS_COLUMNS, process_rows((half,)))


def only_small_hidden(shared: dict[str, dict[str, int]], threshold: int) -> bytes:
    rows = list(csv.DictReader(io.StringIO(file_of(shared, 0).decode())))
    for row in rows:
        if 0 < int(row["count"]) < threshold:
            row |= {"count": "", "symbol": "c"}
    return as_csv(PROCESS_COLUMNS, rows)


def narrowed(data: bytes, shared, threshold: int, *, together: int = 1) -> list:
    codes = [()] + [
        group for size in range(1, together + 1) for group in combinations(shared, size)
    ]
    return [
        (knows, found)
        for knows in codes
        for found in attack(data, {HALF: shared}, threshold=threshold, knows=knows)
        if found.width < threshold
    ]


def no_share_is_unpicked(shared, threshold: int) -> None:
    assert narrowed(file_of(shared, threshold), shared, threshold) == []


@seed(54192)
@settle(12)
@given(shares(), st.sampled_from([3, 6, 11]))
def test_nobody_narrows_a_count_or_what_is_left_of_a_whole(shared, threshold):
    no_share_is_unpicked(shared, threshold)


@pytest.mark.long
@seed(20251001)
@settle(100)
@given(shares(), st.sampled_from([3, 6, 11, 20]))
def test_a_hundred_shares(shared, threshold):
    no_share_is_unpicked(shared, threshold)


@seed(54192)
@settle(6)
@given(shares())
def test_two_agencies_that_pool_find_nothing_where_that_was_asked_for(shared):
    assert narrowed(file_of(shared, 6, pooling=2), shared, 6, together=2) == []


def test_the_attacker_bites():
    """Hiding small counts alone gives away what is left of a whole, and to an insider the others'
    few.
    """
    small = found = 0
    for number in range(12):
        shared = {
            f"a{k}": {
                "requests": 9 + number + k,
                "refusals": (number + 3 * k) % 8,
                "reviews": 7 + (number * k) % 5,
            }
            for k in range(2 + number % 2)
        }
        data = only_small_hidden(shared, 6)
        for knows in [(), *((code,) for code in shared)]:
            every = list(attack(data, {HALF: shared}, threshold=6, knows=knows))
            small, found = small + len(every), found + sum(1 for one in every if one.width == 0)
    assert found >= 0.3 * small


def test_a_part_of_few_others_is_not_left_to_an_insider():
    """Together 12 of 30 were not refused; one agency that takes off its own learns that two of the
    other's were not.
    """
    shared = {"a": {"requests": 20, "refusals": 10}, "b": {"requests": 10, "refusals": 8}}
    half = protect(HALF, shared, threshold=6)
    assert half.shown["refusals"].count is None or half.shown["requests"].count is None


def test_whoever_knows_the_program_keeps_two_values_or_more():
    """Every input of one agency, and of two, that gives the same picture."""
    pictures = defaultdict(list)
    for requests in range(13):
        for refusals in range(requests + 1):
            half = protect(HALF, {"a": {"requests": requests, "refusals": refusals}}, threshold=3)
            pictures[half.shown["requests"].count, half.shown["refusals"].count].append(
                (requests, refusals)
            )
    for picture, inputs in pictures.items():
        for at in (0, 1):
            values = {given[at] for given in inputs}
            if picture[at] is None and any(0 < value < 3 for value in values):
                assert max(values) - min(values) >= 3


def test_a_count_that_is_not_the_sum_is_noticed():
    shared = {"a": {"requests": 20}}
    half = protect(HALF, shared, threshold=6)
    with pytest.raises(ValueError, match="not the sum"):
        attacked(half, {"a": {"requests": 21}}, threshold=6)


def test_all_measures_have_the_whole_that_the_attacker_reads_from_their_titles():
    assert {measure.name: measure.part_of for measure in MEASURES} == {
        m.name: whole_of(m.name) for m in MEASURES
    }
