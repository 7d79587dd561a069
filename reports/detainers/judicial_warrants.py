"""A judge's warrant on record: the facts the law reads of it, and what it gives.

A warrant that is only stated, in a file for example, is taken as stated. Once the paper came or any
of its facts is recorded, it is judged by them (54-192h(b)(1)(A)(i), Q32).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from reports.detainers.issues import FieldIssue
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import (
    AttachmentSource,
    WarrantKind,
    WarrantPerson,
)
from reports.law.assess import JudicialWarrantFacts, WarrantReading, read_warrant
from reports.persons.identity import name_parts
from reports.persons.values import PersonValues

FACTS = (
    "warrant_court",
    "warrant_docket",
    "warrant_signer",
    "warrant_state",
    "warrant_issued_on",
    "warrant_expires_on",
    "warrant_person",
    "warrant_is_for",
    "warrant_commands",
)


class WarrantOnRecord(Protocol):
    """A detainer, or values not yet recorded."""

    @property
    def purposes(self) -> Iterable[str]: ...
    @property
    def papers(self) -> Iterable[str]: ...
    @property
    def warrant(self) -> str: ...
    @property
    def warrant_court(self) -> str: ...
    @property
    def warrant_signer(self) -> str: ...
    @property
    def warrant_state(self) -> str: ...
    @property
    def warrant_issued_on(self) -> str | date | None: ...
    @property
    def warrant_expires_on(self) -> str | date | None: ...
    @property
    def warrant_is_for(self) -> str: ...
    @property
    def warrant_commands(self) -> str: ...
    @property
    def is_warrant_seen(self) -> bool: ...


def judicial_warrant_of(record: WarrantOnRecord) -> JudicialWarrantFacts | None:
    """The warrant as the law reads it, None where none came or it is only stated."""
    if record.warrant != WarrantKind.JUDICIAL:
        return None
    came = AttachmentSource.JUDICIAL_WARRANT in record.papers
    if not came and not any(getattr(record, name) for name in FACTS):
        return None
    return JudicialWarrantFacts(
        court=record.warrant_court,
        judge=record.warrant_signer,
        court_state=record.warrant_state,
        issued_on=day_on_record(record.warrant_issued_on),
        expires_on=day_on_record(record.warrant_expires_on),
        names_this_person=_names_this_person(record.warrant_is_for),
        commands=record.warrant_commands,
        seen=record.is_warrant_seen,
    )


def reading_of_warrant(record: WarrantOnRecord, *, on: date) -> WarrantReading | None:
    """What the warrant gives on a day for what is asked, None where there is none to judge."""
    warrant = judicial_warrant_of(record)
    return None if warrant is None else read_warrant(warrant, on, record.purposes)


def _names_this_person(answer: str) -> bool | None:
    return answer == WarrantPerson.THIS_PERSON if answer else None


def day_on_record(value: str | date | None) -> date | None:
    """A day as it was typed or as it is sealed, None where there is none."""
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


def facts_of_warrant(
    person: PersonValues, values: DetainerValues, *, today: date
) -> Iterator[FieldIssue]:
    """What cannot be so in a warrant's facts, and what somebody must look at."""
    if values.warrant != WarrantKind.JUDICIAL:
        if any(getattr(values, name) for name in FACTS):
            yield NO_JUDGE_TICKED
        return
    yield from _days_of_warrant(values, today)
    yield from _person_of_warrant(person, values)


def _days_of_warrant(values: DetainerValues, today: date) -> Iterator[FieldIssue]:
    issued, expires = values.warrant_issued_on, values.warrant_expires_on
    if issued and issued > today:
        yield DATED_LATER
    if issued and expires and expires < issued:
        yield ENDS_BEFORE_IT_BEGINS
    elif expires and expires < today:
        yield PAST_ITS_DAY


def _person_of_warrant(person: PersonValues, values: DetainerValues) -> Iterator[FieldIssue]:
    answer = values.warrant_is_for
    if values.warrant_person and not answer:
        yield COMPARE_THE_NAMES
    if answer == WarrantPerson.ANOTHER_PERSON and not values.is_warrant_seen:
        yield NAMES_ANOTHER
    named = set(name_parts(values.warrant_person))
    asked = set(name_parts(f"{person.given_names} {person.family_name}"))
    if answer == WarrantPerson.THIS_PERSON and named and asked and named.isdisjoint(asked):
        yield NO_NAME_IN_COMMON


NO_JUDGE_TICKED = FieldIssue(
    "warrant_court",
    "A judge's warrant is described, but none is ticked among the documents.",
    "Only a warrant that came with the request is judged, (b)(1)(A)(i).",
    "Tick the judge's warrant, or empty its fields.",
    severity="warning",
)
DATED_LATER = FieldIssue(
    "warrant_issued_on",
    "The warrant is dated in the future.",
    "A warrant that is not signed yet is none.",
    "Copy its date again.",
)
ENDS_BEFORE_IT_BEGINS = FieldIssue(
    "warrant_expires_on",
    "The warrant ends before its date.",
    "One of the two days must be wrong.",
    "Copy both days again.",
)
PAST_ITS_DAY = FieldIssue(
    "warrant_expires_on",
    "The warrant is past its last day.",
    "The act does not say that it must still run (Q32): what rests on it is unsettled.",
    "Compare the day, and ask counsel.",
    severity="warning",
)
COMPARE_THE_NAMES = FieldIssue(
    "warrant_is_for",
    "It is not said whether the warrant names the person of this request.",
    "A warrant for somebody else is no ground until somebody has looked at it (Q32).",
    "Compare both names and choose.",
)
NAMES_ANOTHER = FieldIssue(
    "is_warrant_seen",
    "The judge's warrant names somebody else, so it is not taken as a ground.",
    "The act does not say whom the warrant must name (Q32).",
    "Look at the document and ask counsel. If it came with this request all the same, tick so.",
    severity="warning",
)
NO_NAME_IN_COMMON = FieldIssue(
    "warrant_person",
    "The warrant's name and the request's have nothing in common.",
    "You say that both are the same person.",
    "Compare them once more; another name of the same person is possible.",
    severity="warning",
)
