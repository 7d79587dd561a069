"""Checks on persons and their descriptions. Whether persons or events are counted is Q24; both are
kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from reports.submissions.checks.base import CheckFinding, CheckInput, Severity

CHARACTERISTICS = ("race", "ethnicity", "sex")
UNKNOWN = "U"
SHARE_UNKNOWN = 0.25
FEWEST_LINES = 4


def persons_against_events(material: CheckInput) -> Sequence[CheckFinding]:
    """State plainly when one person has several accesses."""
    persons = len({line.person for line in material.lines})
    if persons == len(material.lines):
        return ()
    return [
        CheckFinding(
            check="persons_against_events",
            severity=Severity.NOTE,
            what=f"{len(material.lines)} accesses were given to {persons} person(s).",
            why=(
                "The act asks for the number of individuals and for each date of access; both are"
                " reported (Q24)."
            ),
            fix=(
                "Nothing to do if that is so. If two people were taken for one, correct the person"
                " on the record."
            ),
            citation="54-192h(e)(3)",
        )
    ]


def same_person_same_day(material: CheckInput) -> Sequence[CheckFinding]:
    """The same act for the same person on the same day is often one access entered twice."""
    seen: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(material.lines, start=1):
        seen[line.person, line.access_on.isoformat(), line.access_kind].append(number)
    twice = tuple(n for numbers in seen.values() if len(numbers) > 1 for n in numbers)
    if not twice:
        return ()
    return [
        CheckFinding(
            check="same_person_same_day",
            severity=Severity.MUST_EXPLAIN,
            positions=twice,
            what=f"Lines {_listed(twice)}: the same kind of access, the same person, the same day.",
            why="The same access may have been recorded twice; it would be counted twice.",
            fix="If it was, have the second one voided. If both were given, say so in a sentence.",
        )
    ]


def one_person_described_twice(material: CheckInput) -> Sequence[CheckFinding]:
    """One person must have one race, ethnicity and sex in a half-year's data."""
    described: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in material.lines:
        described[line.person].add(tuple(getattr(line, name) for name in CHARACTERISTICS))
    torn = {person for person, ways in described.items() if len(ways) > 1}
    positions = tuple(n for n, line in enumerate(material.lines, start=1) if line.person in torn)
    if not positions:
        return ()
    return [
        CheckFinding(
            check="one_person_described_twice",
            severity=Severity.MUST_EXPLAIN,
            positions=positions,
            what=f"Lines {_listed(positions)}: the same person is described in different ways.",
            why=(
                "The act asks for characteristics of individuals; a person counted under two codes"
                " distorts them."
            ),
            fix="Correct the access that is wrong, or say why both stand as observed.",
            citation="54-192h(e)(3)",
        )
    ]


def characteristics_missing(material: CheckInput) -> Sequence[CheckFinding]:
    """Too many unknown values leave the demographic part empty (Q23: which characteristics satisfy
    the act).
    """
    if len(material.lines) < FEWEST_LINES:
        return ()
    unknown = Counter(name for line in material.lines for name in _missing(line))
    return [
        CheckFinding(
            check="characteristics_missing",
            severity=Severity.MUST_EXPLAIN,
            what=(
                f"{_label(name)} is unknown or not recorded in {count} of {len(material.lines)}"
                " lines."
            ),
            why="Demographic characteristics are part of what the act asks for.",
            fix=(
                "Complete them where the booking record has them, or say why they could not be"
                " observed."
            ),
            citation="54-192h(e)(3)",
            positions=tuple(
                n for n, line in enumerate(material.lines, start=1) if name in _missing(line)
            ),
        )
        for name, count in sorted(unknown.items())
        if count > SHARE_UNKNOWN * len(material.lines)
    ]


def _missing(line: object) -> list[str]:
    missing = [name for name in CHARACTERISTICS if getattr(line, name) == UNKNOWN]
    return [*missing, "age"] if getattr(line, "age", None) is None else missing


def _label(name: str) -> str:
    return name.capitalize()


def _listed(positions: Sequence[int]) -> str:
    shown = ", ".join(str(n) for n in positions[:10])
    return f"{shown} and {len(positions) - 10} more" if len(positions) > 10 else shown
