"""Scores an attack: which withheld numbers did it find, and which did it narrow below T?"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.attacker.unpick import HIGH, Knowledge, Solver, Version, read, study
from tests.publication.worlds import Issued


@dataclass
class Score:
    """Of so many withheld numbers, so many found exactly, so many narrowed below T."""

    withheld: int = 0
    published: int = 0
    exact: list[Version] = field(default_factory=list)
    narrow: list[tuple[Version, tuple[int, int]]] = field(default_factory=list)
    revisions: list[tuple[Version, tuple[int, int]]] = field(default_factory=list)


def truth_of(editions: list[Issued]) -> dict[Version, int]:
    found: dict[Version, int] = {}
    for edition in editions:
        for cell, entry in edition.controlled.entries.items():
            found[(cell.unit, cell.period, cell.agency, frozenset(cell.attributes)), entry.version] = entry.value
    return found


def score(
    editions: list[Issued],
    threshold: int,
    *,
    insider: str = "",
    small_only: bool = False,
    says: tuple[int, int] = (0, HIGH),
) -> Score:
    """Attack the union of all editions, as the public or as one agency that knows its own numbers."""
    knowledge = study([edition.files for edition in editions], says=says)
    assert not knowledge.contradictions
    truth = truth_of(editions)
    own = {place: truth[place] for place in knowledge.hidden if insider and place[0][2] == insider}
    solver = Solver(knowledge, own)
    result = Score(withheld=len(knowledge.hidden), published=len(knowledge.hidden) + len(knowledge.printed))
    for place in solver.free:
        if small_only and not 0 < truth[place] < threshold:
            continue
        if solver.seen_apart(place) >= threshold:
            continue
        low, high = solver.interval({place: 1})
        assert low <= truth[place] <= high, place
        if low == high:
            result.exact.append(place)
        if high - low < threshold:
            result.narrow.append((place, (low, high)))
    judge_revisions(knowledge, solver, truth, threshold, result)
    return result


def judge_revisions(knowledge: Knowledge, solver: Solver, truth: dict, threshold: int, result: Score) -> None:
    for new, old in knowledge.revised:
        if 0 < abs(truth[new] - truth[old]) < threshold and "H" in new[0][1]:
            ends = solver.interval({new: 1, old: -1})
            if ends[1] - ends[0] < threshold:
                result.revisions.append((new, ends))


__all__ = ["Score", "read", "score", "truth_of"]
