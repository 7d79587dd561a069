"""Read half-years across agencies: filing statuses, accepted lines, and what one person may
open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.queries import agencies_with
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.law.half_years import HalfYear, PeriodError, half_years
from reports.law.moments import local_day
from reports.submissions.content import (
    BEFORE_SYSTEM,
    NOT_ASKED,
    AgencyCoverage,
    Coverage,
    NotCollected,
)
from reports.submissions.due_dates import assumed_due_day
from reports.submissions.known import KnownReport, known_reports, with_arrival
from reports.submissions.models import (
    Assignment,
    Dispute,
    InternalNote,
    ReportingPeriod,
    ReportingPeriodChange,
    ReportRequest,
    ReviewRound,
    SavedFilter,
    SourceDocument,
    Submission,
)
from reports.submissions.status import RECEIVED

FIRST_HALF_YEAR = HalfYear(2020, 1)  # (e)(3): "Beginning January 1, 2020"


def counted_agencies() -> list[Agency]:
    """Every agency whose half-years count; vendors' test agencies never do."""
    return list(Agency.objects.filter(is_sandbox=False).order_by("code"))


def periods_through(last: str) -> list[ReportingPeriod]:
    """The half-years known through the last, in order of time. What lies between and was never
    opened or loaded is not among them.
    """
    return list(ReportingPeriod.objects.through(last).order_by("half_year"))


def opened_periods() -> list[ReportingPeriod]:
    """The half-years that were opened, with their agencies told, in order of time."""
    rows = ReportingPeriod.objects.filter(opened_at__isnull=False)
    return list(rows.order_by("half_year"))


def periods_shown(on: date) -> list[ReportingPeriod]:
    """The half-years that screens show, the newest first: every one known, the present one and the
    one before.
    """
    running = HalfYear.of(on)
    known = {period.half_year: period for period in periods_through(running.code)}
    for half in (running, running.previous()):
        known.setdefault(half.code, assumed_period(half))
    return [known[code] for code in sorted(known, reverse=True)]


def assumed_period(half: HalfYear) -> ReportingPeriod:
    """The calendar half-year, not stored."""
    return ReportingPeriod(
        half_year=half.code,
        starts_on=half.starts_on,
        ends_on=half.ends_on,
        due_on=assumed_due_day(half),
    )


def coverage_through(through: str, *, on: date) -> Coverage:
    """A row for every agency and half-year that was asked for or loaded, in order of half-year and
    code; and beside them, from the first such half-year on, whatever never was.
    """
    stored = {period.half_year: period for period in periods_through(through)}
    agencies, known = counted_agencies(), known_reports(stored.values(), on=on)
    rows = [
        row
        for period in stored.values()
        for agency in agencies
        if (row := coverage_of(known.of(agency, period))) is not None
    ]
    collected = {(row.half_year, row.agency_code) for row in rows}
    first = HalfYear.parse(min([through, *(half_year for half_year, _ in collected)]))
    return Coverage(
        tuple(rows),
        tuple(
            _not_collected(stored.get(half.code) or assumed_period(half), agency)
            for half in half_years(first, HalfYear.parse(through))
            for agency in agencies
            if (half.code, agency.code) not in collected and existed(agency, half)
        ),
    )


def notified_places(half_years: Collection[str]) -> set[tuple[str, str]]:
    """The half-years and codes of the agencies of which somebody was told, for these half-years."""
    rows = ReportRequest.objects.filter(period__half_year__in=half_years, notified_at__isnull=False)
    return set(rows.values_list("period__half_year", "agency__code"))


def existed(agency: Agency, half: HalfYear) -> bool:
    """Whether the agency was there on a day of the half-year."""
    began = agency.valid_from is None or agency.valid_from <= half.ends_on
    return began and (agency.valid_to is None or agency.valid_to >= half.starts_on)


def _not_collected(period: ReportingPeriod, agency: Agency) -> NotCollected:
    return NotCollected(
        half_year=period.half_year,
        agency_code=agency.code,
        agency=agency.name,
        kind=agency.kind,
        reason=BEFORE_SYSTEM if period.opened_at is None else NOT_ASKED,
    )


def coverage_of(known: KnownReport) -> AgencyCoverage | None:
    """What may be published of one agency and half-year; None where it was never asked."""
    status, counted = known.filing_status, known.counted
    if status is None:
        return None
    return AgencyCoverage(
        half_year=known.period.half_year,
        agency_code=known.agency.code,
        agency=known.agency.name,
        kind=known.agency.kind,
        filing_status=status.value,
        submitted_on=local_day(counted.received_at) if counted and counted.received_at else None,
        accesses=known.accepted.line_count if known.accepted else None,
        received_on=known.received_on,
        review_state=known.review_state.value,
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
    return found or _assumed_or_missing(half_year, on=on)


def _assumed_or_missing(half_year: str, *, on: date) -> ReportingPeriod:
    """A half-year since the act began that nobody opened or loaded yet. Raises NotFound."""
    try:
        half = HalfYear.parse(half_year)
    except PeriodError:
        raise NotFound(half_year) from None
    if not FIRST_HALF_YEAR <= half <= HalfYear.of(on):
        raise NotFound(half_year)
    return assumed_period(half)


def periods_over(on: date) -> list[ReportingPeriod]:
    """The half-years for which a report may still arrive, opened or not, the newest first: from the
    first known on.
    """
    last = HalfYear.of(on).previous()
    stored = {period.half_year: period for period in periods_through(last.code)}
    first = HalfYear.parse(min([*stored, last.code]))
    shown = [stored.get(half.code) or assumed_period(half) for half in half_years(first, last)]
    return [period for period in reversed(shown) if period.is_over(on)]


def versions_of(agency: Agency, period: ReportingPeriod) -> list[Submission]:
    """Every version, newest first, with what its history shows."""
    rows = with_arrival(Submission.objects.filter(agency=agency, period=period))
    rows = rows.order_by("-version")
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
