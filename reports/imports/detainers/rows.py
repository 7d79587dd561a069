"""A row of a file, or a vendor's call, as the values that the verbs take; or what is wrong with it.

The rules that decide what cannot be recorded are those of the forms
(`reports/detainers/validation.py`); here only words are read. Nothing is looked up or stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from reports.detainers.issues import FieldIssue
from reports.detainers.validation import field_issues
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import (
    MOVES,
    Channel,
    CustodyOutcome,
    DecisionChoice,
    FederalForm,
    WarrantKind,
)
from reports.imports.detainers.columns import REQUIRED
from reports.imports.problems import LONGEST_SHOWN, Cells, RowProblem
from reports.imports.row_cells import LIST_CURE, OLDEST, PARTS, RowCells
from reports.imports.written_days import WrittenDays
from reports.law.assess import Ground, Purpose
from reports.persons.values import PersonValues
from reports.persons.vocabulary import Ethnicity, Race, Sex

PERSON_FIELDS = frozenset(one.name for one in fields(PersonValues))
VALUE_FIELDS = frozenset(one.name for one in fields(DetainerValues))
LONGEST = {
    "external_id": 80,
    "federal_office": 120,
    "federal_officer": 120,
    "family_name": 120,
    "given_names": 120,
    "booking_number": 120,
    "decided_by": 120,
    "moved_to": 120,
    "decision_reason": 4000,
    "notes": 4000,
}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True)
class ReportedDecision:
    """What a file says was decided: it waits for the head's confirmation."""

    choices: Mapping[str, str]
    reason: str
    decided_at: datetime
    decided_by: str = ""


@dataclass(frozen=True)
class ReportedOutcome:
    """How a file says custody or the request ended."""

    outcome: str
    happened_at: datetime
    moved_to: str = ""


@dataclass(frozen=True)
class DetainerFactsOfRow:
    """What a row says, as the verbs take it."""

    person: PersonValues
    values: DetainerValues
    external_id: str = ""
    decision: ReportedDecision | None = None
    outcome: ReportedOutcome | None = None


def read_row(
    number: int, cells: Cells, *, calendar: WrittenDays, at: datetime
) -> tuple[DetainerFactsOfRow | None, list[RowProblem]]:
    """What the row says, and everything wrong with it. The facts are None where it cannot be
    recorded.
    """
    row = RowCells(number, cells, calendar, LONGEST)
    for column in REQUIRED:
        if not row.text(column):
            row.wrong(
                column, "This is missing; a request cannot be recorded without it.", "Fill it."
            )
    person, values = _person(row), _values(row, at)
    decision = _decision(row, values)
    outcome = _outcome(row)
    if row.has_errors():
        return None, row.problems
    row.problems += _broken_rules(row, person, values, at)
    facts = DetainerFactsOfRow(person, values, row.text("external_id"), decision, outcome)
    _check_order(row, facts, at)
    return None if row.has_errors() else facts, row.problems


@dataclass(frozen=True)
class DetainerChanges:
    """Single values of a record that change; everything else stands as it is."""

    person: Mapping[str, Any]
    values: Mapping[str, Any]
    outcome: ReportedOutcome | None = None


def read_changes(
    cells: Cells, *, calendar: WrittenDays, at: datetime
) -> tuple[DetainerChanges, list[RowProblem]]:
    """What the cells that were sent say, and what cannot be read of them. The rules over the whole
    record are asked by the verb that corrects it.
    """
    row = RowCells(0, cells, calendar, LONGEST)
    for column in REQUIRED:
        if column in cells and not row.text(column):
            row.wrong(column, "This cannot be empty.", "Fill it, or leave it out.")
    person, values, outcome = _person(row), _values(row, at), _outcome(row)
    changes = DetainerChanges(
        {name: getattr(person, name) for name in cells if name in PERSON_FIELDS},
        {name: getattr(values, name) for name in cells if name in VALUE_FIELDS},
        outcome,
    )
    return changes, row.problems


def _person(row: RowCells) -> PersonValues:
    language = row.text("language")
    if language and (not LANGUAGE.fullmatch(language) or len(language) > 20):
        row.wrong("language", "This is no code of a language.", "Write it as es, pt-BR or kri.")
    return PersonValues(
        family_name=row.short("family_name"),
        given_names=row.short("given_names"),
        date_of_birth=row.read("date_of_birth", row.calendar.day),
        alien_number=row.text("alien_number"),
        race=row.word("race", Race, Race.UNKNOWN),
        ethnicity=row.word("ethnicity", Ethnicity, Ethnicity.UNKNOWN),
        sex=row.word("sex", Sex, Sex.UNKNOWN),
        language=language,
    )


def _values(row: RowCells, at: datetime) -> DetainerValues:
    row.short("external_id")
    if row.text("unit"):
        row.wrong("unit", "The unit is not kept: the agency has no units.", level="warning")
    return DetainerValues(
        received_at=row.read("received_at", row.calendar.moment) or at,
        channel=row.word("channel", Channel),
        form=row.word("form", FederalForm),
        federal_office=row.short("federal_office"),
        federal_officer=row.short("federal_officer"),
        purposes=row.words("purposes", [purpose.value for purpose in Purpose]),
        grounds=row.words("grounds", [ground.value for ground in Ground]),
        warrant=row.word("warrant", WarrantKind, WarrantKind.NONE),
        age=row.number_of("age", most=OLDEST, what="An age"),
        in_custody=row.yes_or_no("in_custody"),
        booking_number=row.short("booking_number"),
        release_due_at=row.read("release_due_at", row.calendar.moment),
        notes=row.short("notes"),
        # A file's days are copied, not typed: a year ago is what a backlog looks like.
        is_received_long_ago=True,
    )


def _decision(row: RowCells, values: DetainerValues) -> ReportedDecision | None:
    choices: dict[str, str] = {}
    for part in (one for one in map(str.strip, PARTS.split(row.text("decision"))) if one):
        purpose, _, word = (half.strip().casefold() for half in part.partition("="))
        if purpose not in values.purposes or word not in DecisionChoice.values:
            rule = f"“{part[:LONGEST_SHOWN]}” is no decision on a purpose of this row."
            allowed = " or ".join(DecisionChoice.values)
            row.wrong("decision", rule, f"Write purpose=word, the word {allowed}. {LIST_CURE}")
        choices[purpose] = word
    decided_at = row.read("decided_at", row.calendar.moment)
    reason, decided_by = row.short("decision_reason"), row.short("decided_by")
    if not choices:
        return None
    if not row.text("decided_at"):
        row.wrong("decided_at", "It is not said when this was decided.", "Fill in day and time.")
    if not reason:
        row.wrong("decision_reason", "The reason is missing: the person is owed it.", "Write it.")
    everything = {
        purpose: choices.get(purpose, DecisionChoice.PENDING) for purpose in values.purposes
    }
    return ReportedDecision(everything, reason, decided_at or values.received_at, decided_by)


def _outcome(row: RowCells) -> ReportedOutcome | None:
    outcome = row.word("outcome", CustodyOutcome)
    happened_at = row.read("outcome_at", row.calendar.moment)
    moved_to = row.short("moved_to")
    if not outcome:
        return None
    if outcome in MOVES and not moved_to:
        row.wrong(
            "outcome",
            "It is not said where the person was moved, so the outcome is not recorded.",
            "Record it on the request's page, or add the column moved_to.",
            level="warning",
        )
        return None
    if happened_at is None and not row.text("outcome_at"):
        row.wrong(
            "outcome",
            "It is not said when this happened, so the outcome is not recorded.",
            "Record it on the request's page, or add the column outcome_at.",
            level="warning",
        )
    return ReportedOutcome(outcome, happened_at, moved_to) if happened_at else None


def _broken_rules(
    row: RowCells, person: PersonValues, values: DetainerValues, at: datetime
) -> list[RowProblem]:
    """What the rules of the forms say of the same values."""
    return [
        _as_problem(row, issue)
        for issue in field_issues(person=person, values=values, at=at)
        if issue.field in row.given or issue.severity == "error"
    ]


def _as_problem(row: RowCells, issue: FieldIssue) -> RowProblem:
    rule = f"{issue.what} {issue.why}".strip()
    value = row.text(issue.field)[:LONGEST_SHOWN]
    return RowProblem(row.number, issue.field, value, rule, issue.fix, issue.severity)


def _check_order(row: RowCells, facts: DetainerFactsOfRow, at: datetime) -> None:
    """What happened lies between receipt and now."""
    rule, cure = "This does not lie between receipt and now.", "Correct its day or time."
    received_at = facts.values.received_at
    if facts.decision is not None and not received_at <= facts.decision.decided_at <= at:
        row.wrong("decided_at", rule, cure)
    if facts.outcome is not None and not received_at <= facts.outcome.happened_at <= at:
        row.wrong("outcome_at", rule, cure)
