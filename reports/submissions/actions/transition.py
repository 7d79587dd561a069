"""One step of the road: the row is locked, the table asked, the status changed, the trail
written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.audit.entry_hash import Detail
from reports.core.refusals import Conflict
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.policies import check_allows
from reports.submissions.status import SubmissionEvent, SubmissionStatus, transition

SYSTEM = "system:half-years"


def actor(by: User | None, *, otherwise: str = SYSTEM) -> str:
    return str(by.pk) if by is not None else otherwise


def lock_agency(agency: Agency) -> None:
    """Let nothing be logged, compiled or certified at the agency while this transaction lasts."""
    Agency.objects.select_for_update().get(pk=agency.pk)


def locked(submission: Submission) -> Submission:
    """The row as it stands now, held until the end of the transaction; agency first, so that two
    steps never cross.
    """
    lock_agency(submission.agency)
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "period", "certified_by", "follows").get(pk=submission.pk)


def move(
    submission: Submission, event: SubmissionEvent, *, by: User | None, at: datetime, **changes: Any
) -> None:
    """Change the status by the table's row for this event, or raise."""
    check_allows(submission, event)
    row = transition(event, submission.status)
    assert row is not None  # noqa: S101  check_allows has just found it
    changes["status"] = row.end
    moved = Submission.objects.filter(pk=submission.pk, status=submission.status).update(**changes)
    if not moved:
        raise Conflict(
            "Somebody else moved this submission first. Open it again to see where it stands;"
            " nothing was changed."
        )
    for name, value in changes.items():
        setattr(submission, name, value)
    audit_submission(submission, event, by=by, at=at)


def audit_submission(
    submission: Submission,
    event: str,
    *,
    by: User | None,
    at: datetime,
    detail: Detail | None = None,
    otherwise: str = SYSTEM,
) -> None:
    """Write the step into the agency's trail; ids, counts and the content's hash only."""
    entry_detail: dict[str, str | int | bool | None] = {
        "half_year": submission.period.half_year,
        "version": submission.version,
        "sha256": submission.content_sha256,
    }
    record(
        chain=submission.agency.code,
        event=event,
        actor=actor(by, otherwise=otherwise),
        at=at,
        subject_type="submission",
        subject_id=submission.pk,
        detail={**entry_detail, **(detail or {})},
    )


def new_version(
    agency: Agency, period: ReportingPeriod, *, follows: Submission | None = None, **values: Any
) -> Submission:
    """An unsaved row with the next version number; the agency is locked by the caller."""
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
