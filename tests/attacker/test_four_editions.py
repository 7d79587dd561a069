"""Random worlds through four linked editions (a half, a year, a revision, late reporters), attacked from outside."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from tests.attacker.judge import score
from tests.attacker.naive import hide_only_small
from tests.publication.worlds import four_editions, issue, make_world

THOROUGH = settings(
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # a world is three numbers already; making it smaller takes an hour
)
WORLDS = st.tuples(st.integers(0, 2**31), st.integers(3, 12), st.sampled_from([0.15, 0.4, 0.9]))


def attack(world: int, agencies: int, busy: float, *, threshold: int = 6):
    editions = four_editions(world, threshold=threshold, agencies=agencies, busy=busy)
    assert [exposure for edition in editions for exposure in edition.controlled.exposures] == []
    return editions, score(editions, threshold)


@pytest.mark.parametrize("world", range(5))
def test_nothing_is_found_or_narrowed(world):
    _, found = attack(world, 4 + world, 0.5)
    assert found.exact == []
    assert found.narrow == []
    assert found.revisions == []


@pytest.mark.parametrize("threshold", [11])
def test_other_thresholds_hold_too(threshold):
    _, found = attack(21, 6, 0.6, threshold=threshold)
    assert (found.exact, found.narrow, found.revisions) == ([], [], [])


def test_an_agency_that_takes_off_its_own_numbers_finds_nothing_exactly():
    editions, _ = attack(5, 5, 0.7)
    for insider in {cell.agency for cell in editions[0].controlled.entries if cell.agency.startswith("a0")}:
        found = score(editions, 6, insiders=(insider,), small_only=True)
        assert [place for place, _ in found.narrow if place[0][2] != "__all__"] == []


def test_the_attacker_bites():
    """Told, as such publishers tell, that withheld means 1 to 5, the same attacker finds three of ten and more."""
    hidden = exact = 0
    for world in range(4):
        editions = four_editions(world, decide=hide_only_small, agencies=4 + world, busy=0.5)
        found = score(editions, 6, small_only=True, says=(1, 5))
        hidden, exact = hidden + found.withheld, exact + len(found.exact)
    assert exact >= 0.3 * hidden


@pytest.mark.long
def test_two_hundred_worlds():
    shares: list[float] = []

    @seed(20251001)
    @THOROUGH
    @given(WORLDS)
    @example((25978842, 3, 0.4))  # an amendment that leaves nothing at all
    @example((46557, 4, 0.9))  # an agency amends its own report and looks at its neighbours
    def no_world_is_unpicked(drawn):
        editions, found = attack(*drawn)
        assert (found.exact, found.narrow, found.revisions) == ([], [], [])
        newest = editions[-1].controlled
        shares.append(newest.withheld / len(newest.entries))

    no_world_is_unpicked()
    print(f"\n{len(shares)} worlds, median share of withheld numbers {median(shares):.2f}")  # noqa: T201


@pytest.mark.long
def test_what_each_threshold_costs_in_the_middle():
    """A higher T never costs less in the middle of many worlds; the shares are printed for whoever chooses."""
    worlds = [make_world(number, agencies=4 + number % 12, busy=(0.15, 0.4, 0.9)[number % 3]) for number in range(45)]
    costs: dict[int, float] = {}
    for threshold in (3, 6, 11, 20):
        decided = [issue(world, "2025H1", [], threshold).controlled for world in worlds]
        assert not any(controlled.exposures for controlled in decided)
        costs[threshold] = median(controlled.withheld / len(controlled.entries) for controlled in decided)
    print("\nmedian share withheld by T:", {t: round(share, 2) for t, share in costs.items()})  # noqa: T201
    assert list(costs.values()) == sorted(costs.values())
