"""Certify and submit, in one act, then a receipt. Exactly what the certifier saw is signed, or
nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.accounts.models import User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import ROLES, Role
from reports.core.dates import long_date
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.actions.transition import locked
from reports.submissions.checks import CheckFinding, Severity, run_checks, to_json, unanswered
from reports.submissions.compilation import hash_of, logged_lines
from reports.submissions.exceptions import ChecksFailed, LogChanged, NilContradicted, NothingChanged
from reports.submissions.follow_up.returns import check_reasons_answered
from reports.submissions.models import Assignment, Submission
from reports.submissions.notifications import notify_about_submission
from reports.submissions.policies import check_can_certify, check_may_certify
from reports.submissions.receipts import make_receipt
from reports.submissions.status import RECEIVED, SUBMISSION_LIFECYCLE, SubmissionEvent

ANSWERED_BY_SUBMITTING = (
    Message.Kind.RETURNED,
    Message.Kind.REOPENED,
    *sorted(inbox.ASKS_FOR_REPORT),
)


@verb(fresh=True)
def certify_and_submit(
    *, submission: Submission, by: User, at: datetime, expected_hash: str, attests_nil: bool = False
) -> Submission:
    """Sign the draft whose content has this hash, and submit it. Repeating it returns the same
    receipt.
    """
    on = local_day(at)
    check_may_certify(by, submission, on=on)
    current = locked(submission)
    if current.status in RECEIVED and current.content_sha256 == expected_hash:
        return current
    check_can_certify(by, current, on=on)
    findings = check_ready(current, expected_hash=expected_hash, attests_nil=attests_nil)
    office = _office(by, current, at)
    signed = {
        "received_at": at,
        "certified_at": at,
        "certified_by": by,
        "certified_as": office,
        "findings": findings,
    }
    SUBMISSION_LIFECYCLE.move(
        current,
        SubmissionEvent.CERTIFIED,
        by=by,
        at=at,
        changes=signed,
    )
    after_submission(current, signer=by.name, office=office, at=at)
    return current


def check_ready(
    submission: Submission, *, expected_hash: str, attests_nil: bool
) -> list[dict[str, Any]]:
    """Everything that must hold at the moment of signing, checked on the whole report whatever was
    checked before.

    Returns the findings, to be stored with what is signed.
    """
    _check_unchanged(submission, expected_hash)
    _check_nil(submission, attests_nil=attests_nil)
    _check_says_something_new(submission)
    check_reasons_answered(submission)
    return to_json(_check_checks(submission))


def _check_unchanged(submission: Submission, expected_hash: str) -> None:
    logged = hash_of(
        submission.agency, submission.period, logged_lines(submission.agency, submission.period)
    )
    if expected_hash != submission.content_sha256:
        raise LogChanged(
            "The draft was compiled again after you opened this page, so what you saw is not what"
            " would be sent. Look at it again and certify; nothing was submitted."
        )
    if logged != submission.content_sha256:
        raise LogChanged(
            "The log has changed since this draft was compiled: an access was recorded, corrected"
            " or voided. Create draft again, look at it, then certify; nothing was submitted."
        )


def _check_nil(submission: Submission, *, attests_nil: bool) -> None:
    if attests_nil and submission.line_count:
        raise NilContradicted(
            f"A zero report cannot be certified for {submission.period.title}:"
            f" {submission.line_count} access(es) stand in the log for it, and 54-192h(e)(3) asks"
            " for each. Certify them as they are shown, or, if one was recorded by mistake, have"
            " the head of the agency void it first."
        )
    if submission.is_nil and not attests_nil:
        raise StateRefused(
            "This report says that no ICE access was given from"
            f" {long_date(submission.period.starts_on)} through"
            f" {long_date(submission.period.ends_on)}. Confirm that statement to certify it."
        )


def _check_says_something_new(submission: Submission) -> None:
    accepted = (
        Submission.objects.accepted()
        .filter(agency=submission.agency, period=submission.period)
        .first()
    )
    if accepted is not None and accepted.content_sha256 == submission.content_sha256:
        raise NothingChanged(
            "This amendment says exactly what is accepted already. Correct the log first, or drop"
            " the amendment."
        )


def _check_checks(submission: Submission) -> list[CheckFinding]:
    problems = run_checks(submission)
    blocking = [problem for problem in problems if problem.severity == Severity.BLOCKS]
    if blocking:
        raise ChecksFailed(f"{blocking[0].what} {blocking[0].fix}")
    silent = unanswered(submission, problems)
    if silent:
        raise ChecksFailed(
            f"This needs an explanation before it can be certified: {silent[0].what}"
            f" {silent[0].fix}"
        )
    return problems


def _office(by: User, submission: Submission, at: datetime) -> str:
    """The role in which the person signs; certifier goes first."""
    held = {
        m.role for m in memberships_of(by, on=local_day(at)) if m.agency_id == submission.agency_id
    }
    offices = [role for role in (Role.CERTIFIER, Role.AGENCY_HEAD) if role.value in held]
    return ROLES[offices[0]].title if offices else ""


def after_submission(submission: Submission, *, signer: str, office: str, at: datetime) -> None:
    """What follows every submission that reaches OPM: receipt, reviewer, messages."""
    make_receipt(submission=submission, signer=signer, office=office, at=at)
    inbox.resolve(
        kinds=ANSWERED_BY_SUBMITTING,
        at=at,
        agency=submission.agency,
        half_year=submission.period.half_year,
    )
    hand_to_same_reviewer(submission, at=at)


def hand_to_same_reviewer(submission: Submission, *, at: datetime) -> None:
    """A resubmission goes to the reviewer who returned it, if still one; a first submission to all
    reviewers.
    """
    reviewers = inbox.reviewers(on=local_day(at))
    returned_by = _returned_by(submission)
    if returned_by is not None and returned_by in reviewers:
        Assignment.objects.create(submission=submission, reviewer=returned_by, assigned_at=at)
        notify_about_submission(submission, Message.Kind.BACK_AGAIN, [returned_by], at=at)
    else:
        notify_about_submission(submission, Message.Kind.RECEIVED, reviewers, at=at)


def _returned_by(submission: Submission) -> User | None:
    if submission.follows is None:
        return None
    review = submission.follows.reviews.select_related("decided_by").first()
    return review.decided_by if review else None
