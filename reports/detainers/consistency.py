"""Facts of a detainer that contradict each other, and dates in an impossible order: each with the
rule and the fix.

A contradiction under the rules is a warning: the detainer is recorded as received and assessed on
these facts. An impossible date is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from reports.core.dates import short_date
from reports.detainers.convictions import reading_of
from reports.detainers.issues import FieldIssue
from reports.detainers.values import ConvictionValues, DetainerValues
from reports.detainers.vocabulary import FederalForm
from reports.law.assess import JURISDICTION, SHIPPED_STATE, DetainerFacts, contradictions
from reports.law.moments import local_day
from reports.persons.values import PersonValues
from reports.persons.vocabulary import ChildRecipient

STATED_ELSEWHERE = frozenset({"judicial_warrant_not_among_papers"})
ANY_KIND = "municipal_police"
ACT_BEGINS = min(version.starts_on for version in JURISDICTION.versions)
# Backlogs are entered within weeks; half a year catches last year's number written in a new year.
LONG_AGO = timedelta(days=180)
LONGEST_SENTENCE = timedelta(days=60 * 366)


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


def days_of_receipt(values: DetainerValues, at: datetime) -> Iterator[FieldIssue]:
    """A request received before the act existed is refused; one received long before it is entered
    is asked about, because most such days are slips.
    """
    received = local_day(values.received_at)
    if received < ACT_BEGINS:
        yield FieldIssue(
            "received_at",
            f"The act was not yet in force on {short_date(received)}.",
            f"It binds agencies since {short_date(ACT_BEGINS)}; of earlier requests it says nothing"
            " and owes no notice.",
            "Correct the year. A request that is that old has no place in this log.",
        )
    elif at - values.received_at > LONG_AGO and not values.is_received_long_ago:
        yield FieldIssue(
            "received_at",
            f"This says that it was received on {short_date(received)},"
            f" {months_between(received, local_day(at))} months ago.",
            "The notice was owed from that day, so a wrong year makes every deadline wrong.",
            "Correct the day; if it is right, say so in the box below it.",
        )
    if values.form_dated_on and received - values.form_dated_on > LONG_AGO:
        yield FieldIssue(
            "form_dated_on",
            "The form is dated long before it was received.",
            "One of the two years may be wrong.",
            "Compare both with the document.",
            severity="warning",
        )


def days_of_release(values: DetainerValues) -> Iterator[FieldIssue]:
    """A release further away than any sentence is a slip."""
    due = values.release_due_at
    if due and due - values.received_at > LONGEST_SENTENCE:
        yield FieldIssue(
            "release_due_at",
            "Release is due more than sixty years after the request.",
            "The clock that protects the person runs to this day.",
            "Check the year; enter it with four digits.",
        )


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


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


def child_issues(
    person: PersonValues, values: DetainerValues, _at: datetime
) -> Iterator[FieldIssue]:
    """What is missing for a child's letter. It is asked about and never stops the record."""
    if not (values.is_minor or person.is_age_disputed):
        return
    if not person.child_recipient:
        yield FieldIssue(
            "child_recipient",
            "The person is a child, or may be, and nobody is named who gets the notice with them.",
            "A child cannot act on a notice alone.",
            "Name a parent or guardian; where that may harm, the child-protection agency or the"
            " child's lawyer.",
            severity="warning",
        )
    elif not person.acts_for_child.strip():
        is_counsel = person.child_recipient == ChildRecipient.COUNSEL
        yield FieldIssue(
            "attorney_name" if is_counsel else "guardian_name",
            "It is not said who gets the child's notice.",
            "The notice is addressed to them by name.",
            "Enter the name, or leave it and the notice is addressed to the child alone.",
            severity="warning",
        )
