"""A row of a file as the values of one access; or what is wrong with it.

Only words are read here; the rules that decide what cannot be recorded are those of the verb
(`reports/access/actions.py`). Nothing is looked up or stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.access.kinds import AccessKind, Basis
from reports.access.values import AccessValues
from reports.imports.accesses.columns import REQUIRED
from reports.imports.problems import Cells, RowProblem
from reports.imports.row_cells import CORRECT_OR_EMPTY, OLDEST, RowCells
from reports.imports.written_days import WrittenDays
from reports.persons.values import PersonValues
from reports.persons.vocabulary import Ethnicity, Race, Sex

LONGEST = {
    "external_id": 80,
    "detainer": 80,
    "resources": 300,
    "description": 4000,
    "family_name": 120,
    "given_names": 120,
    "reason_against_decision": 2000,
}
MOST_MINUTES = 100_000
MONEY = re.compile(r"\$?\s?(\d{1,7}(?:\.\d{1,2})?)", re.ASCII)
PERSON = ("family_name", "given_names", "date_of_birth")


@dataclass(frozen=True)
class AccessFactsOfRow:
    """What a row says, as the verb takes it. `detainer` is the request as the file names it."""

    values: AccessValues
    person: PersonValues
    external_id: str = ""
    detainer: str = ""
    reason_against_decision: str = ""


def read_row(
    number: int, cells: Cells, *, calendar: WrittenDays, at: datetime
) -> tuple[AccessFactsOfRow | None, list[RowProblem]]:
    """What the row says, and everything wrong with it. The facts are None where it cannot be
    recorded.
    """
    row = RowCells(number, cells, calendar, LONGEST)
    for column in REQUIRED:
        if not row.text(column):
            row.wrong(column, "This is missing; no access can be recorded without it.", "Fill it.")
    values, person = _values(row, at), _person(row)
    detainer = row.short("detainer")
    _check_person(row, detainer)
    _check_release(row, values)
    if not row.has_errors() and values.occurred_at > at:
        row.wrong("occurred_at", "This lies in the future.", "Correct its day or time.")
    facts = AccessFactsOfRow(
        values,
        person,
        row.short("external_id"),
        detainer,
        row.short("reason_against_decision"),
    )
    return None if row.has_errors() else facts, row.problems


def _values(row: RowCells, at: datetime) -> AccessValues:
    default = Basis.DETAINER if row.text("detainer") else Basis.OTHER
    return AccessValues(
        kind=_kind(row),
        basis=row.word("basis", Basis, default),
        occurred_at=row.read("occurred_at", row.calendar.moment) or at,
        minutes_spent=row.number_of("minutes_spent", most=MOST_MINUTES, what="Time spent"),
        cost_cents=_cost(row),
        resources=row.short("resources"),
        description=row.short("description"),
        race=row.word("race", Race, Race.UNKNOWN),
        ethnicity=row.word("ethnicity", Ethnicity, Ethnicity.UNKNOWN),
        sex=row.word("sex", Sex, Sex.UNKNOWN),
        age=row.number_of("age", most=OLDEST, what="An age"),
        is_about_release=row.yes_or_no("is_about_release"),
        notified_release_at=row.read("notified_release_at", row.calendar.moment),
    )


def _kind(row: RowCells) -> str:
    """The letter, with or without its parentheses, or the whole sentence of the form."""
    text = row.text("kind").strip("()").upper()
    return text if text in AccessKind.values else row.word("kind", AccessKind)


def _cost(row: RowCells) -> int | None:
    text = row.text("cost").replace(",", "")
    if not text:
        return None
    found = MONEY.fullmatch(text)
    if found is None:
        row.wrong("cost", "This is no amount in dollars, such as 12.50.", CORRECT_OR_EMPTY)
        return None
    return int(Decimal(found.group(1)) * 100)


def _person(row: RowCells) -> PersonValues:
    return PersonValues(
        family_name=row.short("family_name"),
        given_names=row.short("given_names"),
        date_of_birth=row.read("date_of_birth", row.calendar.day),
        race=row.word("race", Race, Race.UNKNOWN),
        ethnicity=row.word("ethnicity", Ethnicity, Ethnicity.UNKNOWN),
        sex=row.word("sex", Sex, Sex.UNKNOWN),
    )


def _check_person(row: RowCells, detainer: str) -> None:
    """Under a detainer the person is the one on record; else the row names somebody."""
    if not detainer and not row.text("family_name"):
        rule = "It is not said who this was about, nor under which detainer."
        row.wrong("family_name", rule, "Fill in the family name, or the column detainer.")
    if detainer and any(row.text(column) for column in PERSON):
        row.wrong(
            "detainer",
            "The row names a detainer and a person; the person is the one on the detainer.",
            "Nothing to do, if they are the same.",
            level="warning",
        )


def _check_release(row: RowCells, values: AccessValues) -> None:
    """(C) covers addresses and releases; only the second owes the person a notice."""
    is_said = values.is_about_release is not None or values.notified_release_at is not None
    if values.kind == AccessKind.C and not is_said and not row.text("notified_release_at"):
        rule = "It is not said whether a release date or time was told, 54-192h(e)(1)."
        row.wrong("is_about_release", rule, "Write yes or no.")
