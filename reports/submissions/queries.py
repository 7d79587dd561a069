"""Read half-years across agencies: filing statuses, accepted lines, and what one person may
open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.queries import agencies_with
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.law.half_years import HalfYear, half_years
from reports.law.moments import local_day
from reports.submissions.content import AgencyCoverage
from reports.submissions.due_dates import assumed_due_day
from reports.submissions.models import (
    Assignment,
    Dispute,
    InternalNote,
    ReportingPeriod,
    ReportingPeriodChange,
    ReviewRound,
    SavedFilter,
    SourceDocument,
    Submission,
)
from reports.submissions.status import RECEIVED, FilingStatus, SubmissionStatus


@dataclass(frozen=True)
class AgencyFilingStatus:
    """The state of one agency and half-year: the version that counts and the newest that
    arrived.
    """

    accepted: Submission | None = None
    newest: Submission | None = None

    @property
    def with_opm(self) -> bool:
        return self.newest is not None and self.newest.status in {
            SubmissionStatus.CERTIFIED,
            SubmissionStatus.IN_REVIEW,
        }


NOTHING = AgencyFilingStatus()


def filing_status(
    period: ReportingPeriod, agency: Agency, standing: AgencyFilingStatus, *, on: date
) -> FilingStatus:
    """One of the five statuses. Reported and Reported no access mean accepted by OPM; nothing is
    missing while OPM reviews.
    """
    if standing.accepted is not None:
        return FilingStatus.CONFIRMED_ZERO if standing.accepted.is_nil else FilingStatus.REPORTED
    if not period.must_report(agency):
        return FilingStatus.NOT_REQUIRED
    late = on > _last_day_of_patience(period, standing) and not standing.with_opm
    return FilingStatus.MISSING if late else FilingStatus.NOT_YET_DUE


def _last_day_of_patience(period: ReportingPeriod, standing: AgencyFilingStatus) -> date:
    """Due date plus grace period; a returned submission has the grace period again from the day of
    its return.
    """
    if standing.newest is None or standing.newest.status != SubmissionStatus.RETURNED:
        return period.missing_after
    returned = [local_day(review.decided_at) for review in standing.newest.reviews.all()]
    return max(
        [period.missing_after, *(day + timedelta(days=period.grace_days) for day in returned)]
    )


def agency_filing_statuses(
    periods: list[ReportingPeriod], agencies: list[Agency] | None = None
) -> dict[tuple[UUID, UUID], AgencyFilingStatus]:
    """By agency and period, in two queries whatever their number."""
    wanted = Submission.objects.filter(
        period__in=periods, status__in=RECEIVED - {SubmissionStatus.SUPERSEDED}
    )
    if agencies is not None:
        wanted = wanted.filter(agency__in=agencies)
    returns = Prefetch(
        "reviews", queryset=ReviewRound.objects.filter(outcome=ReviewRound.Outcome.RETURNED)
    )
    found: dict[tuple[UUID, UUID], AgencyFilingStatus] = {}
    for row in wanted.order_by("version").prefetch_related(returns):
        place = (row.agency_id, row.period_id)
        accepted = (
            row if row.status == SubmissionStatus.ACCEPTED else found.get(place, NOTHING).accepted
        )
        found[place] = AgencyFilingStatus(accepted=accepted, newest=row)
    return found


def counted_agencies() -> list[Agency]:
    """Every agency whose half-years count; vendors' test agencies never do."""
    return list(Agency.objects.filter(is_sandbox=False).order_by("code"))


def periods_through(last: str) -> list[ReportingPeriod]:
    """From the first half-year known through the last, without a gap; what OPM has not configured
    is assumed.
    """
    known = {period.half_year: period for period in ReportingPeriod.objects.through(last)}
    first = min([*known, last])
    wanted = half_years(HalfYear.parse(first), HalfYear.parse(last))
    return [known.get(half.code) or assumed_period(half) for half in wanted]


def periods_shown(on: date) -> list[ReportingPeriod]:
    """The half-years that screens show, the newest first: every one known, the present one and the
    one before.
    """
    running = HalfYear.of(on)
    known = periods_through(running.code)
    before = (
        []
        if any(p.half_year < running.code for p in known)
        else [assumed_period(running.previous())]
    )
    return [*known[::-1], *before]


def assumed_period(half: HalfYear) -> ReportingPeriod:
    """The calendar half-year, not stored."""
    return ReportingPeriod(
        half_year=half.code,
        starts_on=half.starts_on,
        ends_on=half.ends_on,
        due_on=assumed_due_day(half),
    )


def coverage_rows(through: str, *, on: date) -> list[AgencyCoverage]:
    """A row for every agency and every half-year through the named one, in order of half-year and
    code.
    """
    periods, agencies = periods_through(through), counted_agencies()
    found = agency_filing_statuses(periods)
    return [
        coverage_of(period, agency, found.get((agency.pk, period.pk), NOTHING), on=on)
        for period in periods
        for agency in agencies
    ]


def coverage_of(
    period: ReportingPeriod, agency: Agency, standing: AgencyFilingStatus, *, on: date
) -> AgencyCoverage:
    counted = standing.accepted or standing.newest
    return AgencyCoverage(
        half_year=period.half_year,
        agency_code=agency.code,
        agency=agency.name,
        kind=agency.kind,
        filing_status=filing_status(period, agency, standing, on=on).value,
        submitted_on=local_day(counted.received_at) if counted and counted.received_at else None,
        accesses=standing.accepted.line_count if standing.accepted else None,
    )


def get_agency_with(user: User, code: str, permission: Permission, *, on: date) -> Agency:
    """The person's own agency of that code where they hold the permission. Raises NotFound."""
    for agency in agencies_with(user, permission, on=on):
        if agency.code == code:
            return agency
    raise NotFound(code)


def get_submission(user: User, submission_id: UUID, *, on: date) -> Submission:
    """The submission if it belongs to an agency of the person's. Raises NotFound."""
    agencies = agencies_with(user, Permission.VIEW_SUBMISSION, on=on)
    return _one(Q(pk=submission_id, agency__in=agencies))


def get_received_submission(user: User, submission_id: UUID, *, on: date) -> Submission:
    """For OPM: any submission that has arrived; drafts are visible to the agency only. Raises
    NotFound.
    """
    if not can(user, Permission.VIEW_ALL_SUBMISSIONS, on=on):
        raise NotFound(str(submission_id))
    return _one(Q(pk=submission_id, status__in=RECEIVED))


def _one(wanted: Q) -> Submission:
    found = (
        Submission.objects.filter(wanted)
        .select_related("agency", "period", "certified_by", "follows", "receipt")
        .first()
    )
    if found is None:
        raise NotFound("submission")
    return found


def get_period(half_year: str, *, on: date) -> ReportingPeriod:
    """The period as configured, or the assumed one. Raises NotFound."""
    found = next((period for period in periods_shown(on) if period.half_year == half_year), None)
    found = found or ReportingPeriod.objects.filter(half_year=half_year).first()
    if found is None:
        raise NotFound(half_year)
    return found


def versions_of(agency: Agency, period: ReportingPeriod) -> list[Submission]:
    """Every version, newest first, with what its history shows."""
    rows = Submission.objects.filter(agency=agency, period=period).order_by("-version")
    reviews = ReviewRound.objects.select_related("decided_by").prefetch_related("reasons__line")
    return list(
        rows.select_related("agency", "period", "certified_by", "receipt").prefetch_related(
            Prefetch("reviews", queryset=reviews)
        )
    )


def first_half_year() -> HalfYear | None:
    """The earliest half-year for which anything is stored."""
    rows = ReportingPeriod.objects.order_by("half_year").values_list("half_year", flat=True)
    code = rows.first()
    return None if code is None else HalfYear.parse(code)


def changes_of(period: ReportingPeriod) -> QuerySet[ReportingPeriodChange]:
    """Every change of a period's configuration, with who made it."""
    return period.changes.select_related("changed_by")


def open_assignment(submission: Submission) -> Assignment | None:
    """Who at OPM the submission is assigned to."""
    rows = Assignment.objects.filter(submission=submission, ended_at__isnull=True)
    return rows.select_related("reviewer").first()


def internal_notes_of(submission: Submission) -> QuerySet[InternalNote]:
    """OPM's own notes on a submission, with who wrote them; the agency never sees them."""
    return submission.internal_notes.select_related("written_by")


def line_ids_at(submission: Submission, positions: Iterable[int]) -> dict[int, UUID]:
    """The ids of the lines at these positions of a version, by position."""
    rows = submission.lines.filter(position__in=set(positions))
    return dict(rows.values_list("position", "pk"))


def get_source_document(submission: Submission) -> SourceDocument:
    """What the municipality sent outside the system for this submission. Raises NotFound."""
    rows = submission.source_documents.select_related("file__record_key", "submission__agency")
    found = rows.first()
    if found is None:
        raise NotFound("source document")
    return found


def get_dispute(dispute_id: UUID) -> Dispute:
    """What an agency disputes about a half-year. Raises NotFound."""
    rows = Dispute.objects.select_related("agency", "period", "raised_by")
    found = rows.filter(pk=dispute_id).first()
    if found is None:
        raise NotFound(str(dispute_id))
    return found


def saved_filters_of(user: User) -> QuerySet[SavedFilter]:
    """The filters of OPM's queue that a person saved."""
    return SavedFilter.objects.filter(owner=user)


def get_saved_filter(user: User, filter_id: UUID) -> SavedFilter:
    """One of the person's own filters. Raises NotFound."""
    found = saved_filters_of(user).filter(pk=filter_id).first()
    if found is None:
        raise NotFound(str(filter_id))
    return found
