"""OPM's review of a submission: assigned to a reviewer, then returned with reasons in one message,
or accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import Refused, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.actions.totals import store_totals
from reports.submissions.actions.transition import audit_submission, locked
from reports.submissions.checks.material import recorded_after_certification
from reports.submissions.content import COLUMNS
from reports.submissions.models import (
    Assignment,
    InternalNote,
    ReturnReason,
    ReviewRound,
    Submission,
)
from reports.submissions.notifications import notify_about_submission
from reports.submissions.policies import check_can_review
from reports.submissions.status import (
    AT_OPM,
    SUBMISSION_LIFECYCLE,
    SubmissionEvent,
    SubmissionStatus,
)

FROM_THE_QUEUE = (Message.Kind.RECEIVED, Message.Kind.BACK_AGAIN)


@dataclass(frozen=True)
class Reason:
    """One reason of a return: a code, a sentence, and the line and column it concerns, if any."""

    code: str
    text: str
    line_id: UUID | None = None
    field: str = ""


@verb
def start_review(*, submission: Submission, by: User, at: datetime) -> Submission:
    """Assign a submission to oneself."""
    current = locked(submission)
    check_can_review(by, current, SubmissionEvent.REVIEW_STARTED, on=local_day(at))
    assign(submission=current, reviewer=by, by=by, at=at)
    SUBMISSION_LIFECYCLE.move(current, SubmissionEvent.REVIEW_STARTED, by=by, at=at)
    return current


@verb
def hand_back(*, submission: Submission, by: User, at: datetime) -> Submission:
    """Unassign it, so that anybody may review it."""
    current = locked(submission)
    check_can_review(by, current, SubmissionEvent.HANDED_BACK, on=local_day(at))
    current.assignments.filter(ended_at__isnull=True).update(ended_at=at)
    SUBMISSION_LIFECYCLE.move(current, SubmissionEvent.HANDED_BACK, by=by, at=at)
    return current


@verb
def assign(*, submission: Submission, reviewer: User, by: User, at: datetime) -> Assignment:
    """Assign a submission to a reviewer; it is unassigned from whoever had it."""
    check_can(by, Permission.REVIEW_SUBMISSION, on=local_day(at))
    check_can(reviewer, Permission.REVIEW_SUBMISSION, on=local_day(at))
    current = locked(submission)
    if current.status not in AT_OPM:
        raise StateRefused("Only a report that waits for OPM's answer can be assigned.")
    held = current.assignments.filter(ended_at__isnull=True)
    mine = held.filter(reviewer=reviewer).first()
    if mine is not None:
        return mine
    held.update(ended_at=at)
    assignment = Assignment.objects.create(submission=current, reviewer=reviewer, assigned_at=at)
    audit_submission(
        current, "submission.assigned", by=by, at=at, detail={"reviewer": str(reviewer.pk)}
    )
    return assignment


@verb
def return_submission(
    *, submission: Submission, reasons: Sequence[Reason], message: str, by: User, at: datetime
) -> Submission:
    """Return it with all reasons in one message. The certified version is not changed; the
    resubmission is a new version.
    """
    current = locked(submission)
    check_can_review(by, current, SubmissionEvent.RETURNED, on=local_day(at))
    _check_reasons(current, reasons)
    review = _answer(current, outcome=ReviewRound.Outcome.RETURNED, message=message, by=by, at=at)
    ReturnReason.objects.bulk_create(
        ReturnReason(
            review=review,
            position=n,
            code=reason.code,
            text=reason.text.strip(),
            line_id=reason.line_id,
            field=reason.field,
        )
        for n, reason in enumerate(reasons, start=1)
    )
    SUBMISSION_LIFECYCLE.move(current, SubmissionEvent.RETURNED, by=by, at=at)
    _notify_agency(current, Message.Kind.RETURNED, at)
    return current


def _check_reasons(submission: Submission, reasons: Sequence[Reason]) -> None:
    if not reasons:
        raise StateRefused(
            "Give at least one reason; the agency must be able to fix what is wrong."
        )
    named = {reason.line_id for reason in reasons if reason.line_id}
    known = set(submission.lines.filter(pk__in=named).values_list("pk", flat=True))
    for number, reason in enumerate(reasons, start=1):
        _check_reason(number, reason, known)


def _check_reason(number: int, reason: Reason, known: set[UUID]) -> None:
    if reason.code not in ReturnReason.Code.values:
        raise StateRefused(f"Reason {number}: choose what kind of reason it is.")
    if not reason.text.strip():
        raise StateRefused(f"Reason {number}: say in a sentence what is wrong and how to fix it.")
    if reason.line_id is not None and reason.line_id not in known:
        raise StateRefused(f"Reason {number}: this line does not belong to the report.")
    if reason.field and (reason.field not in COLUMNS or reason.line_id is None):
        raise StateRefused(f"Reason {number}: a column can only be named together with a line.")


@verb
def accept(*, submission: Submission, by: User, at: datetime, message: str = "") -> Submission:
    """Accept. From then on this version counts and replaces an earlier accepted one."""
    current = locked(submission)
    check_can_review(by, current, SubmissionEvent.ACCEPTED, on=local_day(at))
    _answer(current, outcome=ReviewRound.Outcome.ACCEPTED, message=message, by=by, at=at)
    supersede_accepted(current, act_of=by, at=at)
    SUBMISSION_LIFECYCLE.move(
        current, SubmissionEvent.ACCEPTED, by=by, at=at, changes={"accepted_at": at}
    )
    store_totals(current)
    _notify_agency(current, Message.Kind.ACCEPTED, at)
    return current


def supersede_accepted(submission: Submission, *, act_of: User | None, at: datetime) -> None:
    """Replace the accepted version, since at most one version of a half-year counts. Called before
    the new one is accepted, in the same transaction.
    """
    rows = Submission.objects.accepted().select_related("agency", "period")
    old = (
        rows.filter(agency=submission.agency, period=submission.period)
        .exclude(pk=submission.pk)
        .first()
    )
    if old is not None:
        SUBMISSION_LIFECYCLE.move(old, SubmissionEvent.SUPERSEDED, by=None, act_of=act_of, at=at)


def accept_nil(
    *, submissions: Sequence[Submission], by: User, at: datetime
) -> tuple[list[Submission], list[str]]:
    """Accept several zero reports, each in its own transaction. Returns those accepted and those
    refused.
    """
    accepted: list[Submission] = []
    refused: list[str] = []
    for submission in submissions:
        try:
            accepted.append(_accept_nil(submission=submission, by=by, at=at))
        except Refused as reason:
            refused.append(f"{submission.agency.name}, {submission.period.title}: {reason}")
    return accepted, refused


@verb
def _accept_nil(*, submission: Submission, by: User, at: datetime) -> Submission:
    current = locked(submission)
    if not current.is_nil:
        raise StateRefused("Only zero reports can be accepted together; open this one by itself.")
    if recorded_after_certification(current):
        raise StateRefused(
            "The agency's log holds an access for this reporting period by now. Open it by itself."
        )
    return accept(submission=current, by=by, at=at)


def _answer(
    submission: Submission, *, outcome: str, message: str, by: User, at: datetime
) -> ReviewRound:
    submission.assignments.filter(ended_at__isnull=True).update(ended_at=at)
    inbox.resolve(
        kinds=FROM_THE_QUEUE,
        at=at,
        agency=submission.agency,
        half_year=submission.period.half_year,
    )
    return ReviewRound.objects.create(
        submission=submission,
        outcome=outcome,
        message=message.strip(),
        decided_at=at,
        decided_by=by,
    )


def _notify_agency(submission: Submission, kind: str, at: datetime) -> None:
    people = inbox.agency_people(submission.agency, on=local_day(at))
    notify_about_submission(submission, kind, people, at=at)


@verb
def write_internal_note(
    *, submission: Submission, text: str, by: User, at: datetime
) -> InternalNote:
    """A note for colleagues at OPM; the agency never sees it. The same words by the same person
    on the same day are the same note: a form sent twice keeps one.
    """
    check_can(by, Permission.REVIEW_SUBMISSION, on=local_day(at))
    if not text.strip():
        raise StateRefused("Write the note first.")
    if submission.status in {SubmissionStatus.DRAFT, SubmissionStatus.DISCARDED}:
        raise StateRefused("This report has not been sent to OPM.")
    wait_for_turn(f"internal note {submission.pk}")
    words = text.strip()
    for before in submission.internal_notes.filter(written_by=by, text=words):
        if local_day(before.written_at) == local_day(at):
            return before
    return InternalNote.objects.create(
        submission=submission, text=words, written_at=at, written_by=by
    )
