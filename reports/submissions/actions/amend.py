"""After acceptance, an amendment is a new version; the accepted one counts until the new one is
accepted.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.actions.compile import create_draft
from reports.submissions.actions.transition import audit_submission, locked
from reports.submissions.compilation import hash_of, logged_lines
from reports.submissions.exceptions import NothingChanged
from reports.submissions.models import ReviewRound, Submission
from reports.submissions.policies import check_can_amend, check_can_reopen, check_none_at_opm
from reports.submissions.status import AmendmentCode, Source, SubmissionEvent, SubmissionStatus


@verb
def start_amendment(
    *, submission: Submission, code: str, reason: str, by: User, at: datetime
) -> Submission:
    """A draft from the present log, to replace the accepted version."""
    check_can_amend(by, submission, on=local_day(at))
    accepted = locked(submission)
    check_can_amend(by, accepted, on=local_day(at))
    check_none_at_opm(accepted.agency, accepted.period)
    if code not in AmendmentCode.values or not reason.strip():
        raise StateRefused(
            "Choose why the accepted report is amended, and say it in a sentence. Only the choice"
            " is published."
        )
    draft = (
        accepted.followers.filter(status=SubmissionStatus.DRAFT)
        .select_related("agency", "period")
        .first()
    )
    if draft is not None:
        return draft
    _check_log_differs(accepted)
    return create_draft(
        agency=accepted.agency,
        period=accepted.period,
        follows=accepted,
        by=by,
        at=at,
        event=SubmissionEvent.AMENDMENT_STARTED,
        code=code,
        reason=reason.strip(),
    )


def _check_log_differs(accepted: Submission) -> None:
    if accepted.source == Source.IMPORTED:
        # its log may never have been kept here; the certifier sees the difference line by line
        return
    lines = logged_lines(accepted.agency, accepted.period)
    if hash_of(accepted.agency, accepted.period, lines) == accepted.content_sha256:
        raise NothingChanged(
            "The log says exactly what is accepted, so an amendment would change nothing. "
            "Record, correct or void the access first; then start the amendment."
        )


@verb
def reopen(*, submission: Submission, message: str, by: User, at: datetime) -> ReviewRound:
    """OPM requests an amendment of an accepted version, with the reason."""
    check_can_reopen(by, submission, on=local_day(at))
    current = locked(submission)
    check_can_reopen(by, current, on=local_day(at))
    if not message.strip():
        raise StateRefused("Say what should be amended; the agency reads it.")
    review = ReviewRound.objects.create(
        submission=current,
        outcome=ReviewRound.Outcome.REOPENED,
        message=message.strip(),
        decided_at=at,
        decided_by=by,
    )
    audit_submission(current, "submission.reopened", by=by, at=at)
    people = inbox.agency_people(current.agency, on=local_day(at))
    inbox.notify(
        people,
        Message.Kind.REOPENED,
        at=at,
        deduplication_key=f"reopened:{review.pk}",
        agency=current.agency,
        half_year=current.period.half_year,
        submission_id=current.pk,
    )
    return review
