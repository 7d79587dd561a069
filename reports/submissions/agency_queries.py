"""What an agency's screens read of its half-years: versions, lines, explanations, receipts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.submissions.models import (
    Dispute,
    Explanation,
    Receipt,
    ReportingPeriod,
    ReviewRound,
    Submission,
    SubmissionLine,
)
from reports.submissions.status import SubmissionStatus


def current_version(agency: Agency, period: ReportingPeriod) -> Submission | None:
    """The newest version that was not discarded."""
    rows = Submission.objects.filter(agency=agency, period=period)
    return (
        rows.exclude(status=SubmissionStatus.DISCARDED)
        .select_related("agency", "period", "certified_by")
        .order_by("-version")
        .first()
    )


def drafts_of(
    agencies: list[Agency], periods: list[ReportingPeriod]
) -> dict[tuple[UUID, UUID], Submission]:
    """The open drafts, by agency and period."""
    rows = Submission.objects.filter(
        agency__in=agencies, period__in=periods, status=SubmissionStatus.DRAFT
    )
    return {(draft.agency_id, draft.period_id): draft for draft in rows}


def count_drafts(agency: Agency) -> int:
    """How many half-years of the agency have an open draft."""
    return Submission.objects.of(agency).filter(status=SubmissionStatus.DRAFT).count()


def amendment_requests(agency: Agency | None = None) -> set[UUID]:
    """The accepted reports, of one agency or of all, that OPM asked to be amended. One query."""
    rows = ReviewRound.objects.filter(
        submission__status=SubmissionStatus.ACCEPTED,
        outcome=ReviewRound.Outcome.REOPENED,
    )
    if agency is not None:
        rows = rows.filter(submission__agency=agency)
    return set(rows.values_list("submission_id", flat=True))


def disputes_of(agency: Agency, period: ReportingPeriod) -> list[Dispute]:
    """The agency's disputes about this half-year, with OPM's answers."""
    rows = Dispute.objects.filter(agency=agency, period=period)
    return list(rows.select_related("raised_by", "answered_by"))


def versions_of(agency: Agency) -> QuerySet[Submission]:
    """Every version of the agency's reports that was not discarded."""
    rows = Submission.objects.of(agency).exclude(status=SubmissionStatus.DISCARDED)
    return rows.select_related("period")


def lines_of(submission: Submission) -> QuerySet[SubmissionLine]:
    """The lines of one version in their order, to be read page by page."""
    return submission.lines.order_by("position")


def explanations_of(submission: Submission) -> list[Explanation]:
    """The agency's explanations for one version."""
    return list(submission.explanations.all())


def explained_checks(submission: Submission) -> set[str]:
    """The names of the checks that have an explanation."""
    return set(submission.explanations.values_list("check_name", flat=True))


def get_receipt(submission: Submission) -> Receipt:
    """The receipt of a version. Raises NotFound where there is none."""
    found = Receipt.objects.filter(submission=submission).select_related("submission").first()
    if found is None:
        raise NotFound("receipt")
    return found
