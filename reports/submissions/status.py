"""The road of a submission as one table, and the five filing statuses.

A row of `Submission` is one version: what was certified never changes, so a return is answered by a
new row and an amendment is one too. The check, the trail's event, the buttons and the drawn diagram
all come from these rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from reports.accounts.roles import Permission


class SubmissionStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    CERTIFIED = "certified", "Certified and submitted"
    IN_REVIEW = "in_review", "In review at OPM"
    RETURNED = "returned", "Returned with reasons"
    ACCEPTED = "accepted", "Accepted"
    SUPERSEDED = "superseded", "Replaced by an accepted amendment"
    DISCARDED = "discarded", "Draft dropped"


class Source(models.TextChoices):
    """How the content reached OPM."""

    SYSTEM = "system", "Compiled from the agency's log"
    PAPER = "paper", "Compiled from the agency's log, certified on paper"
    IMPORTED = "imported", "Earlier half-year, loaded by OPM"
    RECEIVED_OUTSIDE = "received_outside", "Received outside the system, entered by OPM"


class AmendmentCode(models.TextChoices):
    """Why an accepted report is amended. The code is published with the change; words never are."""

    LATE_ENTRY = "late_entry", "An access was recorded late"
    CORRECTED = "corrected", "An access was corrected"
    VOIDED = "voided", "An access had been recorded by mistake"
    MISATTRIBUTED = "misattributed", "An access belonged to another agency or half-year"
    REQUESTED = "requested", "OPM asked for it"
    RELOADED = "reloaded", "OPM's earlier figures were corrected"
    OTHER = "other", "Another reason"


class FilingStatus(models.TextChoices):
    """What is said of an agency and a half-year. Whether a nil report is owed is Q15."""

    NOT_REQUIRED = "not_required", "Not required"
    NOT_YET_DUE = "not_yet_due", "Not yet due"
    MISSING = "missing", "No report received"
    CONFIRMED_ZERO = "confirmed_zero", "Reported: none"
    REPORTED = "reported", "Reported"


OPEN = frozenset({SubmissionStatus.DRAFT, SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW})
AT_OPM = frozenset({SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW})
RECEIVED = frozenset(set(SubmissionStatus) - {SubmissionStatus.DRAFT, SubmissionStatus.DISCARDED})


class SubmissionEvent(StrEnum):
    """What the trail calls each move."""

    COMPILED = "submission.compiled"
    AMENDMENT_STARTED = "submission.amendment_started"
    REFRESHED = "submission.refreshed"
    DISCARDED = "submission.discarded"
    CERTIFIED = "submission.certified"
    CERTIFIED_ON_PAPER = "submission.certified_on_paper"
    RECEIVED_OUTSIDE = "submission.received_outside"
    IMPORTED = "submission.imported"
    REVIEW_STARTED = "submission.review_started"
    HANDED_BACK = "submission.handed_back"
    RETURNED = "submission.returned"
    ACCEPTED = "submission.accepted"
    SUPERSEDED = "submission.superseded"


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is a new row; a permission of None means that only the system
    makes the move.
    """

    event: SubmissionEvent
    start: SubmissionStatus | None
    end: SubmissionStatus
    permission: Permission | None


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        SubmissionEvent.COMPILED, None, SubmissionStatus.DRAFT, Permission.PREPARE_SUBMISSION
    ),
    Transition(
        SubmissionEvent.AMENDMENT_STARTED,
        None,
        SubmissionStatus.DRAFT,
        Permission.PREPARE_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.REFRESHED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.DRAFT,
        Permission.PREPARE_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.DISCARDED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.DISCARDED,
        Permission.PREPARE_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.CERTIFIED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.CERTIFIED,
        Permission.CERTIFY,
    ),
    Transition(
        SubmissionEvent.CERTIFIED_ON_PAPER,
        SubmissionStatus.DRAFT,
        SubmissionStatus.CERTIFIED,
        Permission.PREPARE_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.RECEIVED_OUTSIDE,
        None,
        SubmissionStatus.CERTIFIED,
        Permission.ENTER_FOR_AGENCY,
    ),
    Transition(SubmissionEvent.IMPORTED, None, SubmissionStatus.ACCEPTED, None),
    Transition(
        SubmissionEvent.REVIEW_STARTED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.IN_REVIEW,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.HANDED_BACK,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.CERTIFIED,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.RETURNED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.RETURNED,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.RETURNED,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.RETURNED,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.ACCEPTED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.ACCEPTED,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.ACCEPTED,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.ACCEPTED,
        Permission.REVIEW_SUBMISSION,
    ),
    Transition(
        SubmissionEvent.SUPERSEDED, SubmissionStatus.ACCEPTED, SubmissionStatus.SUPERSEDED, None
    ),
)


def transition(event: SubmissionEvent, start: SubmissionStatus | str | None) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.event == event and row.start == start), None)
