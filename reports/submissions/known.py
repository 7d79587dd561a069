"""What is known of one agency's report of one half-year. Every screen, file, reminder and count
asks here, so that none says of a town what another denies.

Silence has three reasons, and they are told apart: nobody asked, there was nothing to report, or a
report is owed and has not come. Only the agency's own log can tell the last two apart, and what it
holds is for the agency and OPM, never for the public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.core.dates import long_date
from reports.law.moments import local_day
from reports.submissions.due_dates import moments_of
from reports.submissions.models import (
    ReportingPeriod,
    ReportRequest,
    ReviewRound,
    SourceDocument,
    Submission,
)
from reports.submissions.status import (
    RECEIVED,
    FilingStatus,
    ReportStanding,
    ReviewState,
    Source,
    SubmissionStatus,
)

Place = tuple[UUID, UUID]

_REVIEW_STATES = {
    SubmissionStatus.CERTIFIED: ReviewState.RECEIVED,
    SubmissionStatus.IN_REVIEW: ReviewState.IN_REVIEW,
    SubmissionStatus.RETURNED: ReviewState.RETURNED,
    SubmissionStatus.ACCEPTED: ReviewState.ACCEPTED,
}


@dataclass(frozen=True)
class KnownReport:
    """What is known of one agency and half-year on one day."""

    period: ReportingPeriod
    agency: Agency
    on: date
    accepted: Submission | None = None
    newest: Submission | None = None
    first_arrived: date | None = None
    notified_at: datetime | None = None
    logged: int = 0  # accesses in the agency's own log: for the agency and OPM, never published

    @property
    def is_requested(self) -> bool:
        """Whether somebody at the agency was told of this half-year; an attempt is not enough."""
        return self.notified_at is not None

    @property
    def notified_on(self) -> date | None:
        """The day on which the agency was told."""
        return local_day(self.notified_at) if self.notified_at is not None else None

    @property
    def counted(self) -> Submission | None:
        """The version that counts, or the newest that arrived while none does."""
        return self.accepted or self.newest

    @property
    def review_state(self) -> ReviewState:
        """How far the counted version has come."""
        found = self.counted
        return _REVIEW_STATES[SubmissionStatus(found.status)] if found else ReviewState.NONE

    @property
    def received_on(self) -> date | None:
        """The day on which the counted version arrived; None where that is not known."""
        return arrived_on(self.counted) if self.counted is not None else None

    @property
    def with_opm(self) -> bool:
        """Whether the next step is OPM's."""
        return self.newest is not None and self.newest.status in {
            SubmissionStatus.CERTIFIED,
            SubmissionStatus.IN_REVIEW,
        }

    @property
    def filing_status(self) -> FilingStatus | None:
        """One of the five, or None where the agency was never asked and sent nothing.

        What arrived is never "no report received", however far its review has come.
        """
        if self.accepted is not None:
            return FilingStatus.CONFIRMED_ZERO if self.accepted.is_nil else FilingStatus.REPORTED
        if not self.period.asks(self.agency):
            known = self.newest is not None or self.period.opened_at is not None
            return FilingStatus.NOT_REQUIRED if known else None
        if self.newest is not None:
            return FilingStatus.NOT_YET_DUE
        if not self.is_requested:
            return None
        return FilingStatus.MISSING if self.on > self.quiet_through else FilingStatus.NOT_YET_DUE

    @property
    def standing(self) -> ReportStanding:
        """The filing status with what arrived and what was never asked told apart."""
        if self.accepted is None and self.newest is not None:
            return ReportStanding(self.review_state.value)
        status = self.filing_status
        return ReportStanding(status.value) if status is not None else ReportStanding.NOT_ASKED

    @property
    def quiet_through(self) -> date:
        """The last day on which nothing is said of the silence: the due day and the days of grace,
        and as many days for an agency that was told late.
        """
        if self.notified_on is None:
            return self.period.missing_after
        return max(self.period.missing_after, self._grace_since(self.notified_on))

    def _grace_since(self, notified_on: date) -> date:
        return notified_on + timedelta(days=self.period.grace_days)

    @property
    def due_on(self) -> date:
        """The day by which OPM asked for it: the half-year's, or grace after a later telling."""
        if self.notified_on is None or self.notified_on <= self.period.due_on:
            return self.period.due_on
        return self._grace_since(self.notified_on)

    @property
    def is_late(self) -> bool:
        """Whether the first version came after the day that OPM asked for. The act names no day."""
        return self.first_arrived is not None and self.first_arrived > self.due_on

    @property
    def is_waited_for(self) -> bool:
        """Whether the next step would be the agency's: it was asked and nothing arrived, or what
        arrived was returned. Whether it owes anything is another question.
        """
        if self.accepted is not None or self.with_opm or not self.period.asks(self.agency):
            return False
        return self.newest is not None or self.is_requested

    @property
    def is_owed(self) -> bool:
        """Whether the agency's own log holds an access of a half-year that is over and no report of
        it lies with OPM, 54-192h(e)(3). For the agency and OPM only.
        """
        return (
            self.logged > 0
            and self.accepted is None
            and not self.with_opm
            and self.period.asks(self.agency)
            and self.period.is_over(self.on)
        )

    @property
    def words(self) -> str:
        """In one line for staff: where it stands, and what arrived when."""
        parts = [self.standing.label]
        returned_at = getattr(self.newest, "returned_at", None)
        if self.standing == ReportStanding.RETURNED and returned_at is not None:
            parts = [f"Returned for correction on {long_date(local_day(returned_at))}"]
        if self.received_on is not None:
            parts.append(f"received on {long_date(self.received_on)}")
        if self.is_late:
            parts.append("after the due day")
        if self.accepted is not None and self.with_opm:
            parts.append("an amendment is at OPM")
        return ", ".join(parts)


@dataclass(frozen=True)
class KnownReports:
    """What is known of several agencies and half-years."""

    on: date
    accepted: Mapping[Place, Submission] = field(default_factory=dict)
    newest: Mapping[Place, Submission] = field(default_factory=dict)
    first_arrived: Mapping[Place, date] = field(default_factory=dict)
    notified: Mapping[Place, datetime] = field(default_factory=dict)
    logged: Mapping[Place, int] = field(default_factory=dict)

    def of(self, agency: Agency, period: ReportingPeriod) -> KnownReport:
        """One agency and half-year."""
        place = (agency.pk, period.pk)
        return KnownReport(
            period=period,
            agency=agency,
            on=self.on,
            accepted=self.accepted.get(place),
            newest=self.newest.get(place),
            first_arrived=self.first_arrived.get(place),
            notified_at=self.notified.get(place),
            logged=self.logged.get(place, 0),
        )


def known_reports(
    periods: Iterable[ReportingPeriod],
    agencies: Iterable[Agency] | None = None,
    *,
    on: date,
    with_log: bool = False,
) -> KnownReports:
    """Two queries whatever the number of agencies and half-years; a third where the agencies' own
    logs are asked, which nothing published may do.
    """
    wanted = list(periods)
    of_agencies = Q() if agencies is None else Q(agency__in=list(agencies))
    found = _sorted_out(_received(wanted, of_agencies))
    asked = ReportRequest.objects.filter(
        of_agencies, period__in=wanted, notified_at__isnull=False
    ).values_list("agency_id", "period_id", "notified_at")
    return replace(
        found,
        on=on,
        notified={(agency, period): at for agency, period, at in asked if at is not None},
        logged=logged_accesses(wanted, of_agencies) if with_log else {},
    )


def _sorted_out(versions: Iterable[Submission]) -> KnownReports:
    """The version that counts, the newest and the day of the first, by agency and half-year; the
    versions come in their order.
    """
    accepted: dict[Place, Submission] = {}
    newest: dict[Place, Submission] = {}
    first: dict[Place, date] = {}
    for row in versions:
        place = (row.agency_id, row.period_id)
        arrived = arrived_on(row)
        if arrived is not None:
            first.setdefault(place, arrived)
        if row.status != SubmissionStatus.SUPERSEDED:
            newest[place] = row
        if row.status == SubmissionStatus.ACCEPTED:
            accepted[place] = row
    return KnownReports(on=date.min, accepted=accepted, newest=newest, first_arrived=first)


def known_from_versions(
    versions: Iterable[Submission],
    *,
    agency: Agency,
    period: ReportingPeriod,
    on: date,
    with_log: bool = False,
) -> KnownReport:
    """The same of one agency and half-year from its versions as `versions_of` reads them: no query
    more, but one where there is no version, and one where the log is asked.
    """
    rows = sorted(versions, key=attrgetter("version"))
    found = _sorted_out(row for row in rows if row.status in RECEIVED)
    place = (agency.pk, period.pk)
    at = rows[0].requested_at if rows else _notified_at(agency, period)  # type: ignore[attr-defined]  # annotated by with_arrival
    logged = logged_accesses([period], Q(agency=agency)) if with_log else {}
    return replace(found, on=on, notified={place: at} if at else {}, logged=logged).of(
        agency, period
    )


def _notified_at(agency: Agency, period: ReportingPeriod) -> datetime | None:
    rows = ReportRequest.objects.filter(agency=agency, period=period)
    return rows.values_list("notified_at", flat=True).first()


def known_report(
    agency: Agency, period: ReportingPeriod, *, on: date, with_log: bool = False
) -> KnownReport:
    """What is known of one agency and half-year."""
    return known_reports([period], [agency], on=on, with_log=with_log).of(agency, period)


def _received(periods: list[ReportingPeriod], of_agencies: Q) -> QuerySet[Submission]:
    """Every version that arrived, in order."""
    rows = Submission.objects.filter(of_agencies, period__in=periods, status__in=RECEIVED)
    return with_arrival(rows.order_by("version"))


def with_arrival(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Versions with the day on the paper, the newest return and when the agency was notified of
    the half-year, read in the same query.
    """
    papers = SourceDocument.objects.filter(submission=OuterRef("pk")).order_by("arrived_on")
    returns = ReviewRound.objects.filter(
        submission=OuterRef("pk"), outcome=ReviewRound.Outcome.RETURNED
    ).order_by("-decided_at")
    requests = ReportRequest.objects.filter(
        agency=OuterRef("agency_id"), period=OuterRef("period_id")
    )
    return rows.annotate(
        paper_arrived_on=Subquery(papers.values("arrived_on")[:1]),
        returned_at=Subquery(returns.values("decided_at")[:1]),
        requested_at=Subquery(requests.values("notified_at")[:1]),
    )


def arrived_on(submission: Submission) -> date | None:
    """The day on which a version arrived: of a paper, the day it came, not the day it was entered.
    When OPM received what it loaded later as history is not known here.
    """
    if submission.source == Source.IMPORTED:
        return None
    paper: date | None = getattr(submission, "paper_arrived_on", None)
    if paper is not None or submission.received_at is None:
        return paper
    return local_day(submission.received_at)


def logged_accesses(periods: list[ReportingPeriod], of_agencies: Q) -> dict[Place, int]:
    """How many accesses each agency's own log holds for each half-year. One query."""
    if not periods:
        return {}
    counts = {}
    since, until = moments_of(min(p.starts_on for p in periods), max(p.ends_on for p in periods))
    for number, period in enumerate(periods):
        first, after = moments_of(period.starts_on, period.ends_on)
        counts[f"of_{number}"] = Count(
            "pk", filter=Q(occurred_at__gte=first, occurred_at__lt=after)
        )
    logged = Access.objects.standing().filter(of_agencies)
    rows = logged.filter(occurred_at__gte=since, occurred_at__lt=until).order_by()
    found: Any = rows.values(owner=F("agency_id")).annotate(**counts)
    return {
        (row["owner"], period.pk): row[f"of_{number}"]
        for row in found
        for number, period in enumerate(periods)
        if row[f"of_{number}"]
    }
