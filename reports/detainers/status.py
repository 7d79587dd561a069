"""The road of a detainer as one table: from, to, permission, event.

The check, the trail's event, the buttons and the drawn diagram all come from these rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from reports.accounts.roles import Permission


class DetainerStatus(models.TextChoices):
    AWAITING_REVIEW = "awaiting_review", "Waiting for the head's review"
    AWAITING_DECISION = "awaiting_decision", "Waiting for a decision"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


OPEN = frozenset(
    {DetainerStatus.AWAITING_REVIEW, DetainerStatus.AWAITING_DECISION, DetainerStatus.DECIDED}
)


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is the first entry."""

    start: DetainerStatus | None
    end: DetainerStatus
    permission: Permission
    event: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, DetainerStatus.AWAITING_REVIEW, Permission.LOG_DETAINER, "detainer.logged"),
    Transition(None, DetainerStatus.AWAITING_DECISION, Permission.LOG_DETAINER, "detainer.logged"),
    Transition(
        DetainerStatus.AWAITING_REVIEW,
        DetainerStatus.AWAITING_DECISION,
        Permission.REVIEW_REQUEST,
        "detainer.reviewed",
    ),
    Transition(
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.AWAITING_REVIEW,
        Permission.LOG_DETAINER,
        "detainer.review_now_due",
    ),
    Transition(
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.AWAITING_REVIEW,
        Permission.VIEW_DETAINERS,
        "detainer.review_disputed",
    ),
    Transition(
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.DECIDED,
        Permission.DECIDE,
        "detainer.decided",
    ),
    Transition(
        DetainerStatus.DECIDED, DetainerStatus.DECIDED, Permission.DECIDE, "detainer.decided_again"
    ),
    Transition(
        DetainerStatus.AWAITING_REVIEW,
        DetainerStatus.CLOSED,
        Permission.LOG_DETAINER,
        "detainer.closed",
    ),
    Transition(
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.CLOSED,
        Permission.LOG_DETAINER,
        "detainer.closed",
    ),
    Transition(
        DetainerStatus.DECIDED, DetainerStatus.CLOSED, Permission.LOG_DETAINER, "detainer.closed"
    ),
    Transition(
        DetainerStatus.CLOSED,
        DetainerStatus.AWAITING_REVIEW,
        Permission.DECIDE,
        "detainer.reopened",
    ),
    Transition(
        DetainerStatus.CLOSED,
        DetainerStatus.AWAITING_DECISION,
        Permission.DECIDE,
        "detainer.reopened",
    ),
    Transition(
        DetainerStatus.CLOSED, DetainerStatus.DECIDED, Permission.DECIDE, "detainer.reopened"
    ),
)


def transition(start: DetainerStatus | None, end: DetainerStatus) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.start == start and row.end == end), None)
