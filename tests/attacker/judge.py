"""Scores an attack: which withheld numbers did it find, and which did it narrow below T?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.attacker.unpick import HIGH, Knowledge, Solver, Version, read, study, take_off
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
            found[
                (cell.unit, cell.period, cell.agency, frozenset(cell.attributes)), entry.version
            ] = entry.value
    return found


def parts_of(editions: list[Issued], codes: tuple[str, ...]) -> dict[Version, int]:
    """What agencies put into every number of every edition, in all its versions; a year is both its
    halves.
    """
    found: dict[Version, int] = {}
    for edition in editions:
        for cell, entry in edition.controlled.entries.items():
            halves = (
                [cell.period] if "H" in cell.period else [f"{cell.period}H1", f"{cell.period}H2"]
            )
            put = [edition.figures.contributions.get(half, {}) for half in halves]
            own = sum(
                put[at].get(code, {}).get(cell.at(half), 0)
                for at, half in enumerate(halves)
                for code in codes
            )
            place = (cell.unit, cell.period, cell.agency, frozenset(cell.attributes)), entry.version
            found[place] = entry.value if cell.agency in codes else own
    return found


def score(
    editions: list[Issued],
    threshold: int,
    *,
    insiders: tuple[str, ...] = (),
    small_only: bool = False,
    says: tuple[int, int] = (0, HIGH),
) -> Score:
    """Attack the union of all editions, as the public, or as agencies that take their own parts off
    every number.
    """
    knowledge = study([edition.files for edition in editions], says=says, insiders=insiders)
    assert not knowledge.contradictions
    own = parts_of(editions, insiders)
    truth = {place: count - own[place] for place, count in truth_of(editions).items()}
    if insiders:
        take_off(knowledge, own, insiders)
    solver = Solver(knowledge)
    told = in_printed_totals(knowledge) if insiders else {}
    result = Score(
        withheld=len(knowledge.hidden), published=len(knowledge.hidden) + len(knowledge.printed)
    )
    for place in solver.free:
        if (small_only or insiders) and not 0 < truth[place] < threshold:
            continue
        if not (
            insiders
            and (
                said_before(knowledge, place, truth[place]) or said_by_half(knowledge, place, truth)
            )
        ):
            judge_number(
                solver,
                place,
                truth[place],
                min(threshold, told.get(place[0][:2], threshold)),
                result,
            )
    judge_revisions(knowledge, solver, truth, threshold, result, told)
    return result


def judge_number(solver: Solver, place: Version, truth: int, wanted: int, result: Score) -> None:
    if solver.seen_apart(place) < wanted:
        low, high = solver.interval({place: 1})
        assert low <= truth <= high, place
        if low == high:
            result.exact.append(place)
        if high - low < wanted:
            result.narrow.append((place, (low, high)))


def in_printed_totals(knowledge: Knowledge) -> dict[tuple[str, str], int]:
    """By unit, how few the others are by a printed statewide total: no interval can be wider for an
    insider.
    """
    found: dict[tuple[str, str], int] = {}
    for (unit, period, agency, pairs), version in knowledge.printed:
        if agency == "__all__" and not pairs and "H" in period:
            found[unit, period] = min(
                found.get((unit, period), HIGH),
                knowledge.printed[(unit, period, agency, pairs), version],
            )
    return found


def said_before(knowledge: Knowledge, place: Version, others: int) -> bool:
    """Whether another version, in print, says the same of the others: then only the insider's own
    part moved.
    """
    key, version = place
    return any(
        knowledge.printed.get((key, other)) == others for other in range(1, 9) if other != version
    )


def said_by_half(knowledge: Knowledge, place: Version, truth: dict[Version, int]) -> bool:
    """Whether all that others put into a year stands in a half that is printed (and is the
    insider's for the most).
    """
    key = place[0]
    if "H" in key[1]:
        return False
    ways = [
        [part for part in terms if part != place]
        for terms in knowledge.sums
        if terms.get(place) == 1 and all(part[0][2:] == key[2:] for part in terms)
    ]
    return any(
        all(part in knowledge.printed or not truth[part] for part in parts) for parts in ways
    )


def judge_revisions(
    knowledge: Knowledge, solver: Solver, truth: dict, threshold: int, result: Score, told: dict
) -> None:
    for new, old in knowledge.revised:
        if 0 < abs(truth[new] - truth[old]) < threshold and "H" in new[0][1]:
            ends = solver.interval({new: 1, old: -1})
            if ends[1] - ends[0] < min(threshold, told.get(new[0][:2], threshold)):
                result.revisions.append((new, ends))


PERSONAL = ("race", "ethnicity", "sex", "age_band")


def all_alike(editions: list[dict[str, bytes]]) -> list[tuple[str, str, str]]:
    """Half-years whose files say outright that all persons were of one race, ethnicity, sex or age
    (zeros tell).
    """
    found = []
    for files in editions:
        levels: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for row in read(files["tables.csv"]):
            if (
                row["row_variable"] in PERSONAL
                and row["row_value"] != "__all__"
                and row["symbol"] != "n"
            ):
                levels[row["half_year"], row["row_variable"]][row["row_value"]] = row["count"]
        for (half, variable), counts in levels.items():
            filled = [value for value, count in counts.items() if count != "0"]
            if len(filled) == 1:
                found.append((half, variable, filled[0]))
    return found


__all__ = ["Score", "all_alike", "read", "score", "truth_of"]
