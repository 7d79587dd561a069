"""What the verbs on a submission share: locked rows, version numbers, the audit log entry. The
status changes through the lifecycle.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.accounts.models import Agency
from reports.audit.entry_hash import Detail
from reports.lifecycle import Actor
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import SUBMISSION_LIFECYCLE, SubmissionStatus


def lock_agency(agency: Agency) -> None:
    """Nothing can be logged, compiled or certified at the agency until this transaction ends."""
    Agency.objects.select_for_update().get(pk=agency.pk)


def locked(submission: Submission) -> Submission:
    """The current row, locked until the transaction ends; the agency is locked first, so that two
    steps cannot deadlock.
    """
    lock_agency(submission.agency)
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "period", "certified_by", "follows").get(pk=submission.pk)


def audit_submission(
    submission: Submission,
    event: str,
    *,
    by: Actor | None,
    at: datetime,
    detail: Detail | None = None,
) -> None:
    """Write the step to the agency's chain: ids, counts and the content's hash only."""
    SUBMISSION_LIFECYCLE.audit(submission, event, by=by, at=at, detail=detail)


def new_version(
    agency: Agency, period: ReportingPeriod, *, follows: Submission | None = None, **values: Any
) -> Submission:
    """An unsaved row with the next version number. The caller has locked the agency."""
    last = Submission.objects.filter(agency=agency, period=period).order_by("-version").first()
    number = last.version + 1 if last else 1
    after_return = follows is not None and follows.status == SubmissionStatus.RETURNED
    rounds = follows.round + 1 if follows is not None and after_return else 1
    return Submission(
        agency=agency,
        period=period,
        version=number,
        round=rounds,
        follows=follows,
        is_amendment=_amends(follows),
        **values,
    )


def _amends(follows: Submission | None) -> bool:
    return follows is not None and (
        follows.status == SubmissionStatus.ACCEPTED or follows.is_amendment
    )
