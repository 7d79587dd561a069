"""Who may do what with a detainer, and when. The message that refuses a verb is the one shown under
its disabled button.
"""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.detainers.exceptions import ReviewMissing
from reports.detainers.models import Detainer, HeadReview
from reports.detainers.status import (
    DETAINER_LIFECYCLE,
    REVIEW_FIRST,
    REVIEWER_NAMED,
    DetainerEvent,
    DetainerStatus,
)


def check_can_log(user: User, agency: Agency, *, on: date) -> None:
    """Log a detainer that the agency received."""
    DETAINER_LIFECYCLE.check_person(Detainer(agency=agency), DetainerEvent.LOGGED, by=user, on=on)


def check_can_review(user: User, detainer: Detainer, *, on: date) -> None:
    """Review the detainer before any response: the agency head, or the delegate, 54-192h(c)."""
    check_can(user, Permission.REVIEW_REQUEST, detainer.agency, on=on)
    DETAINER_LIFECYCLE.check(detainer, DetainerEvent.REVIEWED, by=user, on=on)


def check_can_enter_review(user: User, detainer: Detainer, *, on: date) -> None:
    """Enter a review that the agency head made by telephone: anybody who may log detainers."""
    check_can(user, Permission.LOG_DETAINER, detainer.agency, on=on)
    DETAINER_LIFECYCLE.check(detainer, DetainerEvent.REVIEWED, by=user, on=on)


def check_can_confirm_review(user: User, review: HeadReview) -> None:
    """Confirm a review that somebody else entered: only the reviewer."""
    if review.reviewed_by_id != user.pk:
        raise StateRefused("Only the person who reviewed by phone can confirm it.")


def check_can_dispute_review(user: User, review: HeadReview) -> None:
    """Dispute a review: only the person named as reviewer."""
    if review.reviewed_by_id != user.pk and REVIEWER_NAMED.sentence is not None:
        raise StateRefused(REVIEWER_NAMED.sentence(review.detainer))


def check_reviewed(detainer: Detainer) -> None:
    """No response before the agency head's review where one is due, 54-192h(c). Raises
    ReviewMissing.
    """
    if detainer.status == DetainerStatus.AWAITING_REVIEW:
        raise ReviewMissing(REVIEW_FIRST)


def check_can_decide(user: User, detainer: Detainer, *, on: date) -> None:
    """Decide, for the first time or again: the agency head, or the delegate."""
    check_reviewed(detainer)
    DETAINER_LIFECYCLE.check(detainer, decision_event(detainer), by=user, on=on)


def decision_event(detainer: Detainer) -> DetainerEvent:
    """The event of a first decision, or of a later one, which leaves the earlier one on record."""
    is_decided = detainer.status == DetainerStatus.DECIDED
    return DetainerEvent.DECIDED_AGAIN if is_decided else DetainerEvent.DECIDED


def check_can_depart(user: User, detainer: Detainer, *, on: date) -> None:
    """Depart from the assessment: only the agency head, never the delegate."""
    check_can(user, Permission.DEPART_FROM_ASSESSMENT, detainer.agency, on=on)


def check_can_record_reply(user: User, detainer: Detainer, *, on: date) -> None:
    """Record a message to or from the federal agency."""
    check_can(user, Permission.RECORD_REPLY, detainer.agency, on=on)


def check_can_reply(user: User, detainer: Detainer, *, on: date) -> None:
    """Record the reply to the federal agency, after the review."""
    check_can_record_reply(user, detainer, on=on)
    check_reviewed(detainer)


def check_can_record_outcome(user: User, detainer: Detainer, *, on: date) -> None:
    """Record the outcome, while the detainer is open."""
    DETAINER_LIFECYCLE.check(detainer, DetainerEvent.CLOSED, by=user, on=on)


def check_can_reopen(user: User, detainer: Detainer, *, on: date) -> None:
    """Reopen a closed detainer: the agency head, or the delegate."""
    DETAINER_LIFECYCLE.check(detainer, DetainerEvent.REOPENED, by=user, on=on)


def check_can_amend(user: User, detainer: Detainer, *, on: date) -> None:
    """Correct what was logged, in any status; the earlier values are kept."""
    check_can(user, Permission.LOG_DETAINER, detainer.agency, on=on)


def check_can_attach(user: User, detainer: Detainer, *, on: date) -> None:
    """Add a scan or another document, in any status."""
    check_can(user, Permission.LOG_DETAINER, detainer.agency, on=on)


def check_can_record_order(user: User, detainer: Detainer, *, on: date) -> None:
    """Record a court order about the detainer."""
    check_can(user, Permission.LOG_DETAINER, detainer.agency, on=on)
