"""The lifecycle of a detainer as one table: event, start, end, who may.

The policy check, the audit log's event, the buttons and the diagram are all made from these rows.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.lifecycle import ActorRule, Lifecycle, Transition


class DetainerStatus(models.TextChoices):
    AWAITING_REVIEW = "awaiting_review", "Waiting for the head's review"
    AWAITING_DECISION = "awaiting_decision", "Waiting for a decision"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


OPEN = frozenset(
    {DetainerStatus.AWAITING_REVIEW, DetainerStatus.AWAITING_DECISION, DetainerStatus.DECIDED}
)


class DetainerEvent(StrEnum):
    """The audit log's name for each step."""

    LOGGED = "detainer.logged"
    REVIEWED = "detainer.reviewed"
    REVIEW_NOW_DUE = "detainer.review_now_due"
    REVIEW_DISPUTED = "detainer.review_disputed"
    DECIDED = "detainer.decided"
    DECIDED_AGAIN = "detainer.decided_again"
    CLOSED = "detainer.closed"
    REOPENED = "detainer.reopened"


def _enters_by_phone(user: User, detainer: Any, on: date) -> bool:
    return can(user, Permission.LOG_DETAINER, detainer.agency, on=on)


def _is_named_as_reviewer(user: User, detainer: Any, on: date) -> bool:
    return bool(detainer.reviews.filter(reviewed_by=user).exists())


# The review itself is the head's or the delegate's, 54-192h(c); who enters one made by telephone
# logs requests.
ENTERED_BY_PHONE = ActorRule("log_detainer, for a review by phone", _enters_by_phone)
REVIEWER_NAMED = ActorRule(
    "the person named as reviewer",
    _is_named_as_reviewer,
    lambda _: "Only the person who is said to have reviewed can say that it was not so.",
)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        DetainerEvent.LOGGED, None, DetainerStatus.AWAITING_REVIEW, (Permission.LOG_DETAINER,)
    ),
    Transition(
        DetainerEvent.LOGGED, None, DetainerStatus.AWAITING_DECISION, (Permission.LOG_DETAINER,)
    ),
    Transition(
        DetainerEvent.REVIEWED,
        DetainerStatus.AWAITING_REVIEW,
        DetainerStatus.AWAITING_DECISION,
        (Permission.REVIEW_REQUEST, ENTERED_BY_PHONE),
    ),
    Transition(
        DetainerEvent.REVIEW_NOW_DUE,
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.AWAITING_REVIEW,
        (Permission.LOG_DETAINER,),
    ),
    Transition(
        DetainerEvent.REVIEW_DISPUTED,
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.AWAITING_REVIEW,
        (REVIEWER_NAMED,),
    ),
    Transition(
        DetainerEvent.DECIDED,
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.DECIDED,
        (Permission.DECIDE,),
    ),
    Transition(
        DetainerEvent.DECIDED_AGAIN,
        DetainerStatus.DECIDED,
        DetainerStatus.DECIDED,
        (Permission.DECIDE,),
    ),
    Transition(
        DetainerEvent.CLOSED,
        DetainerStatus.AWAITING_REVIEW,
        DetainerStatus.CLOSED,
        (Permission.LOG_DETAINER,),
    ),
    Transition(
        DetainerEvent.CLOSED,
        DetainerStatus.AWAITING_DECISION,
        DetainerStatus.CLOSED,
        (Permission.LOG_DETAINER,),
    ),
    Transition(
        DetainerEvent.CLOSED,
        DetainerStatus.DECIDED,
        DetainerStatus.CLOSED,
        (Permission.LOG_DETAINER,),
    ),
    Transition(
        DetainerEvent.REOPENED,
        DetainerStatus.CLOSED,
        DetainerStatus.AWAITING_REVIEW,
        (Permission.DECIDE,),
    ),
    Transition(
        DetainerEvent.REOPENED,
        DetainerStatus.CLOSED,
        DetainerStatus.AWAITING_DECISION,
        (Permission.DECIDE,),
    ),
    Transition(
        DetainerEvent.REOPENED, DetainerStatus.CLOSED, DetainerStatus.DECIDED, (Permission.DECIDE,)
    ),
)

REVIEW_FIRST = "The head of the agency must review this request before it is answered, 54-192h(c)."


def _not_now(detainer: Any, event: str) -> str:
    """Why a step is not possible in the detainer's status."""
    if event == DetainerEvent.REOPENED:
        return "It is open."
    if detainer.status == DetainerStatus.CLOSED:
        return "This detainer is closed. Reopen it first."
    if event == DetainerEvent.REVIEWED:
        return "It does not wait for a review: none is due, or it was made."
    return REVIEW_FIRST


DETAINER_LIFECYCLE = Lifecycle(
    subject="detainer",
    transitions=TRANSITIONS,
    system="system:detainers",
    not_now=_not_now,
    overtaken="Someone else moved this request first. Open it again to see where it stands.",
    agency_of=lambda detainer: detainer.agency,
    chain_of=lambda detainer: detainer.agency.code,
)
