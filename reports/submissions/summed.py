"""Which sums are kept of each accepted submission, declared as data: the columns of `SubmissionSums`.

They are the finest counts that publication prints. Events are told apart by kind and basis; persons by one attribute
at a time, as at their last access in the half-year (open question Q24 keeps events and persons apart).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from reports.access.kinds import AccessKind, Basis
from reports.detainers.vocabulary import Ethnicity, Race, Sex

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
class Summed:
    """One kept sum: its column, what it counts, and of which description; without one it is the total."""

    column: str
    unit: str
    described: tuple[tuple[str, str], ...] = ()


def _column(*words: str) -> str:
    return "_".join(words).lower().replace("-", "_").replace("+", "_up")


def _events() -> list[Summed]:
    pairs = product(AccessKind.values, Basis.values)
    return [
        Summed(_column(EVENTS, kind, basis), EVENTS, (("access_kind", kind), ("basis", basis))) for kind, basis in pairs
    ]


def _persons() -> list[Summed]:
    return [
        Summed(_column(name, level), PERSONS, ((name, level),))
        for name, levels in DESCRIBING_PERSONS.items()
        for level in levels
    ]


SUMMED: tuple[Summed, ...] = (Summed(EVENTS, EVENTS), *_events(), Summed(PERSONS, PERSONS), *_persons())
COLUMNS: tuple[str, ...] = tuple(summed.column for summed in SUMMED)


def age_band(age: int | None) -> str:
    """The published band of an age; unknown when it was not recorded."""
    if age is None:
        return UNKNOWN
    return next((name for first, last, name in AGE_BANDS if first <= age <= last), UNKNOWN)
