"""Every agency, and every two, take their own parts off all published numbers and look at what is
left of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reports.publication.disclosure.attackers import Attackers
from reports.publication.disclosure.control import control
from reports.publication.disclosure.published_history import PublicationHistory
from tests.attacker.judge import Score, score
from tests.publication.worlds import HALVES, Issued, four_editions, make_world

THOROUGH = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
WORLDS = st.tuples(st.integers(0, 2**31), st.integers(3, 9), st.sampled_from([0.4, 0.9]))
against_two = partial(control, pooling=2)


def agencies_in(editions: list[Issued]) -> list[str]:
    """Whoever put something into any statewide number."""
    found = {
        code
        for half in editions[-1].figures.contributions.values()
        for code, put in half.items()
        if put
    }
    return sorted(found)


def attacks(
    editions: list[Issued], *, together: int, threshold: int = 6
) -> Iterator[tuple[tuple[str, ...], Score]]:
    for insiders in combinations(agencies_in(editions), together):
        yield insiders, score(editions, threshold, insiders=insiders)


def unpicked(editions: list[Issued], *, together: int, threshold: int = 6) -> list[tuple[str, ...]]:
    found = attacks(editions, together=together, threshold=threshold)
    return [insiders for insiders, score in found if score.narrow or score.revisions]


@pytest.mark.parametrize(("world", "agencies"), [(5, 5), (8, 4)])
def test_no_agency_narrows_anything_about_the_others(world, agencies):
    assert unpicked(four_editions(world, agencies=agencies, busy=0.7), together=1) == []


def test_where_only_the_public_was_held_off_agencies_find_their_neighbours(monkeypatch):
    monkeypatch.setattr(Attackers, "insiders", [])
    assert any(
        unpicked(four_editions(world, agencies=5, busy=0.7), together=1) for world in range(4)
    )


def test_two_agencies_find_nothing_where_they_were_reckoned_with():
    editions = four_editions(5, agencies=4, busy=0.7, decide=against_two)
    assert unpicked(editions, together=2) == []
    assert unpicked(editions, together=1) == []


def test_two_agencies_find_something_where_they_were_not():
    assert any(
        unpicked(four_editions(world, agencies=4, busy=0.9), together=2) for world in range(5)
    )


def test_reckoning_with_two_withholds_no_less():
    figures = make_world(4, agencies=16, halves=HALVES[:1], busy=0.8).figures(HALVES[0])
    one, two = (
        control(figures=figures, history=PublicationHistory(), threshold=6, pooling=n)
        for n in (1, 2)
    )
    assert one.withheld <= two.withheld
    assert two.exposures == []


@pytest.mark.soak("worlds", sample=40, whole=200)
def test_every_agency_of_random_worlds(soak):
    pairs: list[bool] = []

    @seed(soak.seed)
    @settings(THOROUGH, max_examples=soak.size)
    @given(WORLDS)
    def no_agency_unpicks(drawn):
        world, agencies, busy = drawn
        editions = four_editions(world, agencies=agencies, busy=busy)
        assert unpicked(editions, together=1) == []
        if len(pairs) < 200:
            pairs.extend(
                bool(s.narrow or s.revisions) for _, s in list(attacks(editions, together=2))[:10]
            )

    no_agency_unpicks()
    soak.note(pairs_that_pool=len(pairs), pairs_that_narrow=sum(pairs))


@pytest.mark.long
@seed(20251001)
@settings(THOROUGH, max_examples=12)
@given(WORLDS)
def test_no_two_agencies_of_twelve_worlds(drawn):
    world, agencies, busy = drawn
    assert (
        unpicked(
            four_editions(world, agencies=min(agencies, 6), busy=busy, decide=against_two),
            together=2,
        )
        == []
    )
