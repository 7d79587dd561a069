"""Figures for the screens: coverage over time, timeliness, returns by reason; an agency's own
history and its notices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from uuid import UUID

from django.db.models import Count, F, Min, Q

from reports.accounts.models import Agency
from reports.law.moments import local_day
from reports.notices.models import Notice
from reports.notices.status import CURRENT, ServiceOutcome
from reports.submissions.due_dates import moments_of
from reports.submissions.known import KnownReport, known_reports
from reports.submissions.models import ReportingPeriod, ReturnReason, Submission
from reports.submissions.queries import counted_agencies
from reports.submissions.status import ReportStanding


def coverage_over_time(
    periods: list[ReportingPeriod], *, on: date
) -> list[tuple[ReportingPeriod, Counter[ReportStanding]]]:
    """Where the agencies of a half-year stand, those that were never asked included. Three
    queries.
    """
    agencies, known = counted_agencies(), known_reports(periods, on=on)
    return [
        (
            period,
            Counter(known.of(a, period).standing for a in agencies if period.asks(a)),
        )
        for period in periods
    ]


@dataclass
class Timeliness:
    """When reports of one half-year arrived, and how long OPM took."""

    in_time: int = 0
    late: int = 0
    days_to_answer: list[int] = field(default_factory=list)

    def add(self, known: KnownReport, answered_after: int | None) -> None:
        self.late += known.is_late
        self.in_time += not known.is_late
        if answered_after is not None:
            self.days_to_answer.append(answered_after)

    @property
    def usual_days(self) -> float | None:
        return median(self.days_to_answer) if self.days_to_answer else None


def timeliness(periods: list[ReportingPeriod], *, on: date) -> dict[UUID, Timeliness]:
    """Of what arrived through the system or on paper, by its first version; four queries."""
    found: dict[UUID, Timeliness] = defaultdict(Timeliness)
    known, answered = known_reports(periods, on=on), _days_to_answer(periods)
    for agency in counted_agencies():
        for period in periods:
            report = known.of(agency, period)
            if report.first_arrived is not None:
                found[period.pk].add(report, answered.get((agency.pk, period.pk)))
    return found


def _days_to_answer(periods: list[ReportingPeriod]) -> dict[tuple[UUID, UUID], int]:
    """Days from the arrival of a first version to OPM's first answer, where there is one."""
    first = Submission.objects.received().filter(period__in=periods, version=1)
    rows = first.order_by().annotate(answered_at=Min("reviews__decided_at"))
    answered = rows.filter(answered_at__isnull=False)
    return {
        (agency, period): (at - arrived).days
        for agency, period, arrived, at in answered.values_list(
            "agency_id", "period_id", "received_at", "answered_at"
        )
    }


def returns_by_reason(periods: list[ReportingPeriod]) -> Counter[str]:
    """How often each kind of reason was given; one query."""
    rows = ReturnReason.objects.filter(review__submission__period__in=periods)
    counted = (
        rows.order_by().values("code").annotate(given=Count("pk")).values_list("code", "given")
    )
    return Counter(dict(counted))


@dataclass(frozen=True)
class AgencyHalfYear:
    """One half-year of an agency: what is known of its report, what is accepted, its letters."""

    known: KnownReport
    events: int | None
    persons: int | None
    letters: int
    handed_over: int
    usual_hours: float | None

    @property
    def period(self) -> ReportingPeriod:
        """The half-year."""
        return self.known.period


def agency_history(
    agency: Agency, periods: list[ReportingPeriod], *, on: date
) -> list[AgencyHalfYear]:
    """An agency's own half-years; four queries."""
    known = known_reports(periods, [agency], on=on, with_log=True)
    letters = _letters(agency, periods)
    return [_own(known.of(agency, period), letters[period.half_year]) for period in periods]


def _own(known: KnownReport, letters: list[float | None]) -> AgencyHalfYear:
    served = [hours for hours in letters if hours is not None]
    accepted = known.accepted
    return AgencyHalfYear(
        known=known,
        events=accepted.line_count if accepted else None,
        persons=accepted.person_count if accepted else None,
        letters=len(letters),
        handed_over=len(served),
        usual_hours=median(served) if served else None,
    )


def _letters(agency: Agency, periods: list[ReportingPeriod]) -> dict[str, list[float | None]]:
    """Hours from when a notice was owed until it was served, None where it was not."""
    found: dict[str, list[float | None]] = defaultdict(list)
    if not periods:
        return found
    since, until = min(p.starts_on for p in periods), max(p.ends_on for p in periods)
    first, last = moments_of(since, until)
    served = Min("services__happened_at", filter=Q(services__outcome=ServiceOutcome.SERVED))
    rows = (
        Notice.objects.of(agency)
        .filter(status__in=CURRENT, owed_at__gte=first, owed_at__lt=last)
        .order_by()
    )
    for owed, handed in rows.annotate(handed=served).values_list(F("owed_at"), F("handed")):
        day = local_day(owed)
        half = next((p.half_year for p in periods if p.starts_on <= day <= p.ends_on), "")
        found[half].append((handed - owed).total_seconds() / 3600 if handed else None)
    return found
