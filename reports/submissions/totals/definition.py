"""Which totals are stored of each accepted submission, declared as data: the columns of
`SubmissionTotals`.

They are the finest counts that publication prints. Events are divided by kind and basis; persons by
one attribute at a time, as at their last access in the half-year (open question Q24 keeps events
and persons apart).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from reports.access.kinds import AccessKind, Basis
from reports.persons.vocabulary import Ethnicity, Race, Sex

EVENTS, PERSONS = "events", "persons"
UNKNOWN = "U"
AGE_BANDS: tuple[tuple[int, int, str], ...] = (
    *(
        (first, last, f"{first}-{last}")
        for first, last in ((0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64))
    ),
    (65, 125, "65+"),
)
DESCRIBING_PERSONS: dict[str, tuple[str, ...]] = {
    "race": tuple(Race.values),
    "ethnicity": tuple(Ethnicity.values),
    "sex": tuple(Sex.values),
    "age_band": (*(name for _, _, name in AGE_BANDS), UNKNOWN),
}


@dataclass(frozen=True)
class TotalColumn:
    """One stored total: its column, what it counts, and for which attribute; without one it is the
    overall total.
    """

    column: str
    unit: str
    described: tuple[tuple[str, str], ...] = ()


def _column(*words: str) -> str:
    return "_".join(words).lower().replace("-", "_").replace("+", "_up")


def _events() -> list[TotalColumn]:
    pairs = product(AccessKind.values, Basis.values)
    return [
        TotalColumn(_column(EVENTS, kind, basis), EVENTS, (("access_kind", kind), ("basis", basis)))
        for kind, basis in pairs
    ]


def _persons() -> list[TotalColumn]:
    return [
        TotalColumn(_column(name, level), PERSONS, ((name, level),))
        for name, levels in DESCRIBING_PERSONS.items()
        for level in levels
    ]


SUMMED: tuple[TotalColumn, ...] = (
    TotalColumn(EVENTS, EVENTS),
    *_events(),
    TotalColumn(PERSONS, PERSONS),
    *_persons(),
)
COLUMNS: tuple[str, ...] = tuple(summed.column for summed in SUMMED)


def age_band(age: int | None) -> str:
    """The published band of an age; unknown when it was not recorded."""
    if age is None:
        return UNKNOWN
    return next((name for first, last, name in AGE_BANDS if first <= age <= last), UNKNOWN)


_PLACES = {(summed.unit, summed.described): place for place, summed in enumerate(SUMMED)}


def totals_of(
    lines: Iterable[tuple[Any, str, str, str, str, str, int | None, object]],
) -> list[int]:
    """The totals of lines (day, kind, basis, race, ethnicity, sex, age, person), in the order of
    `COLUMNS`.

    A person is described by the last of the person's lines; of lines of one day, always by the
    same.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    last: dict[object, tuple[Any, ...]] = {}
    for day, kind, basis, race, ethnicity, sex, age, person in lines:
        pairs[kind, basis] += 1
        key = (day, race, ethnicity, sex, -1 if age is None else age)
        last[person] = max(key, last.get(person, key))
    found = [0] * len(SUMMED)
    found[_PLACES[EVENTS, ()]], found[_PLACES[PERSONS, ()]] = pairs.total(), len(last)
    for (kind, basis), count in pairs.items():
        found[_PLACES[EVENTS, (("access_kind", kind), ("basis", basis))]] = count
    for _, race, ethnicity, sex, age in last.values():
        words = (race, ethnicity, sex, age_band(None if age < 0 else age))
        for name, value in zip(DESCRIBING_PERSONS, words, strict=True):
            found[_PLACES[PERSONS, ((name, value),)]] += 1
    return found
