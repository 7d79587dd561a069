"""The lifecycle of a submission as one table, and the five filing statuses.

A row of `Submission` is one version: certified content never changes, so a resubmission and an
amendment are new rows. The policy check, the audit log's event, the buttons and the diagram are all
made from these rows.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from reports.accounts.models import User
from reports.accounts.policies import can, memberships_of
from reports.accounts.roles import Permission, Role
from reports.lifecycle import ActorRule, Lifecycle, SystemActor, Transition


class SubmissionStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    CERTIFIED = "certified", "Submitted to OPM"
    IN_REVIEW = "in_review", "Under OPM review"
    RETURNED = "returned", "Returned for correction"
    ACCEPTED = "accepted", "Accepted"
    SUPERSEDED = "superseded", "Replaced by an accepted amendment"
    DISCARDED = "discarded", "Draft deleted"


class Source(models.TextChoices):
    """How the content reached OPM."""

    SYSTEM = "system", "Compiled from the agency's log"
    PAPER = "paper", "Compiled from the agency's log, certified on paper"
    IMPORTED = "imported", "Earlier reporting period, loaded by OPM"
    RECEIVED_OUTSIDE = "received_outside", "Paper report entered by OPM"


class AmendmentCode(models.TextChoices):
    """Why an accepted report is amended. The code is published with the change, never free text."""

    LATE_ENTRY = "late_entry", "An access was recorded late"
    CORRECTED = "corrected", "An access was corrected"
    VOIDED = "voided", "An access had been recorded by mistake"
    MISATTRIBUTED = "misattributed", "An access belonged to another agency or reporting period"
    REQUESTED = "requested", "OPM asked for it"
    RELOADED = "reloaded", "OPM's earlier figures were corrected"
    OTHER = "other", "Another reason"


class FilingStatus(models.TextChoices):
    """What is said of an agency and a half-year that it was asked about. (e)(3) binds only where
    access was given, so that "no report received" is no default.
    """

    NOT_REQUIRED = "not_required", "Not required"
    NOT_YET_DUE = "not_yet_due", "Not yet due"
    MISSING = "missing", "No report received"
    CONFIRMED_ZERO = "confirmed_zero", "Reported: none"
    REPORTED = "reported", "Reported"


class ReviewState(models.TextChoices):
    """How far what an agency sent has come; the words of `coverage.csv`."""

    NONE = "none", "Nothing received"
    RECEIVED = "received", "Received"
    IN_REVIEW = "in_review", "Under OPM review"
    RETURNED = "returned", "Returned for correction"
    ACCEPTED = "accepted", "Accepted"


class ReportStanding(models.TextChoices):
    """Where the report of an agency and half-year stands, in the words of every screen: the filing
    statuses, with what arrived and what was never asked told apart.
    """

    NOT_ASKED = "not_asked", "Not asked"
    NOT_REQUIRED = "not_required", "Not required"
    NOT_YET_DUE = "not_yet_due", "Not yet due"
    NOT_HEARD = "missing", "No report received"
    RECEIVED = "received", "Submitted, waiting for OPM review"
    IN_REVIEW = "in_review", "Under OPM review"
    RETURNED = "returned", "Returned for correction"
    CONFIRMED_ZERO = "confirmed_zero", "Reported: none"
    REPORTED = "reported", "Reported"


OPEN = frozenset({SubmissionStatus.DRAFT, SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW})
AT_OPM = frozenset({SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW})
RECEIVED = frozenset(set(SubmissionStatus) - {SubmissionStatus.DRAFT, SubmissionStatus.DISCARDED})


class SubmissionEvent(StrEnum):
    """The audit log's name for each step."""

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


SYSTEM = "system:half-years"
PERIOD_ENDED = SystemActor("the end of the reporting period", SYSTEM)
HISTORY_IMPORTED = SystemActor("the import of earlier reporting periods", "system:import_history")


def _head_may_certify(user: User, submission: Any, on: date) -> bool:
    """The agency head, for a half-year for which OPM has configured it (Q15)."""
    return submission.period.head_may_certify and any(
        m.role == Role.AGENCY_HEAD and m.agency_id == submission.agency_id
        for m in memberships_of(user, on=on)
    )


def _certifier_wanted(submission: Any) -> str:
    return (
        f"Certifying needs the role Certifier at {submission.agency.name}: the act makes the"
        " municipality's legislative body the reporter, 54-192h(e)(3). Ask your agency"
        " administrator for the role, or OPM to let the head certify."
    )


def _enters_instead(user: User, draft: Any, on: date) -> bool:
    return not draft.line_count and can(user, Permission.ENTER_FOR_AGENCY, on=on)


HEAD_WHERE_CONFIGURED = ActorRule(
    "the head where OPM configured it", _head_may_certify, _certifier_wanted
)
# What a municipality sent on paper replaces an empty draft.
ENTERED_INSTEAD = ActorRule("enter_for_agency, for an empty draft", _enters_instead)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        SubmissionEvent.COMPILED,
        None,
        SubmissionStatus.DRAFT,
        (Permission.PREPARE_SUBMISSION, Permission.CERTIFY, PERIOD_ENDED),
    ),
    Transition(
        SubmissionEvent.AMENDMENT_STARTED,
        None,
        SubmissionStatus.DRAFT,
        (Permission.PREPARE_SUBMISSION, Permission.CERTIFY),
    ),
    Transition(
        SubmissionEvent.REFRESHED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.DRAFT,
        (Permission.PREPARE_SUBMISSION, Permission.CERTIFY, PERIOD_ENDED),
    ),
    Transition(
        SubmissionEvent.DISCARDED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.DISCARDED,
        (Permission.PREPARE_SUBMISSION, Permission.CERTIFY, ENTERED_INSTEAD),
    ),
    Transition(
        SubmissionEvent.CERTIFIED,
        SubmissionStatus.DRAFT,
        SubmissionStatus.CERTIFIED,
        (Permission.CERTIFY, HEAD_WHERE_CONFIGURED),
    ),
    Transition(
        SubmissionEvent.CERTIFIED_ON_PAPER,
        SubmissionStatus.DRAFT,
        SubmissionStatus.CERTIFIED,
        (Permission.PREPARE_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.RECEIVED_OUTSIDE,
        None,
        SubmissionStatus.CERTIFIED,
        (Permission.ENTER_FOR_AGENCY,),
    ),
    Transition(SubmissionEvent.IMPORTED, None, SubmissionStatus.ACCEPTED, (HISTORY_IMPORTED,)),
    Transition(
        SubmissionEvent.REVIEW_STARTED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.IN_REVIEW,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.HANDED_BACK,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.CERTIFIED,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.RETURNED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.RETURNED,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.RETURNED,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.RETURNED,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.ACCEPTED,
        SubmissionStatus.CERTIFIED,
        SubmissionStatus.ACCEPTED,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.ACCEPTED,
        SubmissionStatus.IN_REVIEW,
        SubmissionStatus.ACCEPTED,
        (Permission.REVIEW_SUBMISSION,),
    ),
    Transition(
        SubmissionEvent.SUPERSEDED, SubmissionStatus.ACCEPTED, SubmissionStatus.SUPERSEDED, ()
    ),
)

_NOT_NOW: dict[SubmissionEvent, str] = {
    SubmissionEvent.REFRESHED: "Only a draft can be compiled again.",
    SubmissionEvent.DISCARDED: "Only a draft can be dropped; what was certified stays.",
    SubmissionEvent.CERTIFIED: "Only a draft can be certified.",
    SubmissionEvent.CERTIFIED_ON_PAPER: "Only a draft can be certified on paper.",
    SubmissionEvent.REVIEW_STARTED: "Only a report that waits for review can be taken up.",
    SubmissionEvent.HANDED_BACK: "Only a report in review can be handed back to the queue.",
    SubmissionEvent.RETURNED: "Only a report that waits for OPM's answer can be returned.",
    SubmissionEvent.ACCEPTED: "Only a report that waits for OPM's answer can be accepted.",
    SubmissionEvent.SUPERSEDED: "Only an accepted report can be replaced.",
}


def _not_now(submission: Any, event: str) -> str:
    """Why a step is not possible in the submission's status."""
    stands = SubmissionStatus(submission.status).label.lower()
    return f"{_NOT_NOW[SubmissionEvent(event)]} This one is {stands}."


SUBMISSION_LIFECYCLE = Lifecycle(
    subject="submission",
    transitions=TRANSITIONS,
    system=SYSTEM,
    not_now=_not_now,
    overtaken=(
        "Someone else moved this report first. Open it again to see where it stands; nothing"
        " was changed."
    ),
    agency_of=lambda submission: submission.agency,
    chain_of=lambda submission: submission.agency.code,
    detail_of=lambda submission: {
        "half_year": submission.period.half_year,
        "version": submission.version,
        "sha256": submission.content_sha256,
    },
)
