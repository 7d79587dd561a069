"""The published tables about accesses, declared as data.

Section 54-192h(e)(3) has municipalities give OPM the number and demographic characteristics of the
individuals to whom ICE access was provided, its date, and whether it was part of compliance with a
detainer or through other means. The tables count exactly these things. Kinds (A) to (F) are those
of subsection (a)(6). Tables of demographics count persons, the others events (open question Q24),
and each says which.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

from reports.access.kinds import AccessKind, Basis
from reports.submissions.totals.definition import AGE_BANDS

ALL = "__all__"


@dataclass(frozen=True)
class Variable:
    """One published attribute; `personal` ones describe the person and get the rule against group
    disclosure.
    """

    name: str
    title: str
    levels: dict[str, str]
    personal: bool = False


@dataclass(frozen=True)
class PublishedTable:
    """One published table: what it counts, over whom, broken down by which variables."""

    name: str
    title: str
    unit: str
    note: str
    variables: tuple[str, ...] = ()
    agencies: str = ""  # "" statewide, "municipal" or "state" one row per agency


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable(
            "access_kind",
            "Kind of access, section 54-192h(a)(6)",
            {kind.value: str(kind.label) for kind in AccessKind},
        ),
        Variable(
            "basis",
            "Part of compliance with a detainer, or other means",
            {basis.value: str(basis.label) for basis in Basis},
        ),
        Variable(
            "race",
            "Race as recorded by the agency",
            {
                "W": "White",
                "B": "Black",
                "A": "Asian or Pacific Islander",
                "I": "American Indian or Alaska Native",
                "U": "Unknown or not recorded",
            },
            personal=True,
        ),
        Variable(
            "ethnicity",
            "Ethnicity as recorded by the agency",
            {
                "H": "Hispanic",
                "M": "Middle Eastern",
                "N": "Neither",
                "U": "Unknown or not recorded",
            },
            personal=True,
        ),
        Variable(
            "sex",
            "Sex as recorded by the agency",
            {
                "M": "Male",
                "F": "Female",
                "X": "Another recorded sex or gender",
                "U": "Unknown or not recorded",
            },
            personal=True,
        ),
        Variable(
            "age_band",
            "Age in years, in bands",
            {**{name: f"{name} years" for _, _, name in AGE_BANDS}, "U": "Unknown or not recorded"},
            personal=True,
        ),
    )
}

# What a bar is called where the words of the act are too long for it; the table beside it has those
# words.
BAR_LABELS: dict[str, dict[str, str]] = {
    "access_kind": {
        "A": "(A) Responding to a detainer or request",
        "B": "(B) Notifying of a release",
        "C": "(C) Giving non-public information",
        "D": "(D) Allowing an interview",
        "E": "(E) Use of a facility or resources",
        "F": "(F) Information on probation or parole",
    },
}
BESIDE: dict[str, str] = {
    "detainer": "detainer",
    "other": "other means",
}  # the basis, beside a kind

EVENTS_NOTE = "Counts events: one person with three accesses counts three times."
PERSONS_NOTE = (
    "Counts persons within each agency and half-year, described as at their last access in it. A"
    " person known to two agencies counts twice; a year is the sum of its halves; an access without"
    " a person reference counts as a person."
)
NOT_COUNTED = (
    "Not counted: what state agencies did (the act asks municipalities alone; state agencies that"
    " report stand apart), requests that were refused, and contact with federal officers that is"
    " not access under section 54-192h(a)(6)."
)

TABLES: tuple[PublishedTable, ...] = (
    PublishedTable(
        "accesses_by_agency", "Accesses by agency", "events", EVENTS_NOTE, agencies="municipal"
    ),
    PublishedTable("accesses_by_kind", "Accesses by kind", "events", EVENTS_NOTE, ("access_kind",)),
    PublishedTable("accesses_by_basis", "Accesses by basis", "events", EVENTS_NOTE, ("basis",)),
    PublishedTable(
        "accesses_by_kind_and_basis",
        "Accesses by kind and basis",
        "events",
        EVENTS_NOTE,
        ("access_kind", "basis"),
    ),
    PublishedTable("persons_by_race", "Persons by race", "persons", PERSONS_NOTE, ("race",)),
    PublishedTable(
        "persons_by_ethnicity", "Persons by ethnicity", "persons", PERSONS_NOTE, ("ethnicity",)
    ),
    PublishedTable("persons_by_sex", "Persons by sex", "persons", PERSONS_NOTE, ("sex",)),
    PublishedTable("persons_by_age_band", "Persons by age", "persons", PERSONS_NOTE, ("age_band",)),
    PublishedTable(
        "state_agency_accesses",
        "Accesses by state agencies that report voluntarily",
        "events",
        EVENTS_NOTE,
        agencies="state",
    ),
)

Attributes = tuple[tuple[str, str], ...]


@cache
def breakdowns(unit: str) -> tuple[tuple[str, ...], ...]:
    """Every set of variables by which statewide counts of the unit are broken down, the total
    first.
    """
    found: dict[tuple[str, ...], None] = {(): None}
    for table in TABLES:
        if table.unit == unit and not table.agencies:
            for size in range(1, len(table.variables) + 1):
                found.update(dict.fromkeys(_subsets(table.variables, size)))
    return tuple(sorted(found, key=len))


def _subsets(names: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [
        subset
        for subset in product(names, repeat=size)
        if list(subset) == sorted(set(subset), key=names.index)
    ]


def level_sets(names: tuple[str, ...]) -> list[Attributes]:
    """Every combination of levels of the variables, zero or not, in the declared order."""
    choices = [[(name, level) for level in VARIABLES[name].levels] for name in names]
    return [tuple(choice) for choice in product(*choices)]
