"""The road of a detainer as one table: from, to, permission, event.

The check, the trail's event, the buttons and the drawn diagram all come from these rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from reports.accounts.roles import Permission


class Status(models.TextChoices):
    AWAITING_REVIEW = "awaiting_review", "Waiting for the head's review"
    AWAITING_DECISION = "awaiting_decision", "Waiting for a decision"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


OPEN = frozenset({Status.AWAITING_REVIEW, Status.AWAITING_DECISION, Status.DECIDED})


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is the first entry."""

    start: Status | None
    end: Status
    permission: Permission
    event: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, Status.AWAITING_REVIEW, Permission.LOG_DETAINER, "detainer.logged"),
    Transition(None, Status.AWAITING_DECISION, Permission.LOG_DETAINER, "detainer.logged"),
    Transition(
        Status.AWAITING_REVIEW,
        Status.AWAITING_DECISION,
        Permission.REVIEW_REQUEST,
        "detainer.reviewed",
    ),
    Transition(
        Status.AWAITING_DECISION,
        Status.AWAITING_REVIEW,
        Permission.LOG_DETAINER,
        "detainer.review_now_due",
    ),
    Transition(
        Status.AWAITING_DECISION,
        Status.AWAITING_REVIEW,
        Permission.VIEW_DETAINERS,
        "detainer.review_disputed",
    ),
    Transition(Status.AWAITING_DECISION, Status.DECIDED, Permission.DECIDE, "detainer.decided"),
    Transition(Status.DECIDED, Status.DECIDED, Permission.DECIDE, "detainer.decided_again"),
    Transition(Status.AWAITING_REVIEW, Status.CLOSED, Permission.LOG_DETAINER, "detainer.closed"),
    Transition(Status.AWAITING_DECISION, Status.CLOSED, Permission.LOG_DETAINER, "detainer.closed"),
    Transition(Status.DECIDED, Status.CLOSED, Permission.LOG_DETAINER, "detainer.closed"),
    Transition(Status.CLOSED, Status.AWAITING_REVIEW, Permission.DECIDE, "detainer.reopened"),
    Transition(Status.CLOSED, Status.AWAITING_DECISION, Permission.DECIDE, "detainer.reopened"),
    Transition(Status.CLOSED, Status.DECIDED, Permission.DECIDE, "detainer.reopened"),
)


def transition(start: Status | None, end: Status) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.start == start and row.end == end), None)
