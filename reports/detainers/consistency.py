"""Facts of a detainer that contradict each other, and dates in an impossible order: each with the
rule and the fix.

A contradiction under the rules is a warning: the detainer is recorded as received and assessed on
these facts. An impossible date is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reports.detainers.convictions import reading_of
from reports.detainers.issues import FieldIssue
from reports.detainers.values import ConvictionValues, DetainerValues
from reports.detainers.vocabulary import FederalForm
from reports.law.assess import SHIPPED_STATE, DetainerFacts, contradictions
from reports.law.moments import local_day

STATED_ELSEWHERE = frozenset({"judicial_warrant_not_among_papers"})
ANY_KIND = "municipal_police"


def contradictory_facts(values: DetainerValues) -> Iterator[FieldIssue]:
    """Contradictions that the rules find, as warnings at the field they concern."""
    grounds = dict.fromkeys(values.grounds)
    if any(conviction.is_erased for conviction in values.convictions):
        grounds["erased_conviction"] = None
    facts = DetainerFacts(
        on=local_day(values.received_at),
        agency_kind=ANY_KIND,
        purposes=tuple(values.purposes),
        grounds=tuple(grounds),
        minor=bool(values.is_minor),
        not_legally_competent=values.not_legally_competent,
        form=values.form if values.form in FederalForm.values else None,
    )
    for found in contradictions(facts):
        if found.code not in STATED_ELSEWHERE:
            yield FieldIssue(
                found.field, found.message, f"({found.citation})", found.fix, severity="warning"
            )


def days_of_convictions(values: DetainerValues) -> Iterator[FieldIssue]:
    """An offense comes before its conviction, and both come before the detainer was received."""
    received = local_day(values.received_at)
    for conviction in values.convictions:
        yield from _days(conviction, received)


def lookups_of_convictions(values: DetainerValues) -> Iterator[FieldIssue]:
    """What decides the class of a recorded conviction and is still to be read in the judgment."""
    for conviction in values.convictions:
        for ask in reading_of(conviction, SHIPPED_STATE).asks:
            yield FieldIssue(
                "convictions",
                f"The class of a recorded conviction depends on more. {ask.text}",
                "Classes follow section, subdivision, day and condition (53a-25); what is not known"
                " never counts as class A or B.",
                "Read it in the judgment and record it, or leave it: the ground is then unsettled.",
                severity="warning",
            )


def _days(conviction: ConvictionValues, received: date) -> Iterator[FieldIssue]:
    offense, year = conviction.offense_on, _year(conviction.convicted_on)
    if (offense and offense > received) or (year and year > received.year):
        yield FieldIssue(
            "convictions",
            "An offense or a conviction lies after the request was received.",
            "The ground is a conviction that stands on record when the request is judged,"
            " (b)(1)(A).",
            "Copy the days from the record again.",
        )
    elif offense and year and year < offense.year:
        yield FieldIssue(
            "convictions",
            "A conviction lies before its offense.",
            "One of the two days must be wrong, and the class of a felony is that of the day of the"
            " offense.",
            "Copy both days from the record again.",
        )


def _year(written: str) -> int | None:
    """The year of a conviction, in any of the forms it may be written: 2019, 2019-05-01,
    5/1/2019.
    """
    years = [
        part for part in written.replace("/", "-").split("-") if len(part) == 4 and part.isdecimal()
    ]
    return int(years[0]) if years else None
