"""The road of a letter as one table: from, to, permission, event.

A letter that is owed and not made has no row yet: it is found by `queries.owed_notices`. Nothing is
deleted; a number once given stays given, on a voided letter too.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from reports.accounts.roles import Permission


class Status(models.TextChoices):
    RENDERING = "rendering", "Being made"
    COULD_NOT_RENDER = "could_not_render", "Could not be drawn"
    READY = "ready", "Ready to hand over"
    SERVED = "served", "Handed over"
    COULD_NOT_SERVE = "could_not_serve", "Could not be handed over"
    VOIDED = "voided", "Void"
    SUPERSEDED = "superseded", "Replaced by a later letter"


class Outcome(models.TextChoices):
    """What came of one try to hand a letter over."""

    SERVED = "served", "Handed over"
    REFUSED = "refused", "The person refused to take it"
    COULD_NOT = "could_not", "Could not be handed over"


class How(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    READ_ALOUD = "read_aloud", "Read aloud, with or without an interpreter"
    JAIL_MAIL = "jail_mail", "Jail mail"
    POST = "post", "Mail"
    EMAIL = "email", "E-mail"
    FAX = "fax", "Fax"
    PHONE = "phone", "By telephone (efforts to reach the person named)"


class ToWhom(models.TextChoices):
    PERSON = "person", "The person"
    ATTORNEY = "attorney", "The person's attorney"
    DESIGNEE = "designee", "The one other person named"
    GUARDIAN = "guardian", "Parent or guardian"


class PaperForm(models.TextChoices):
    """What goes with a letter, beside the letter."""

    COPY = "copy", "Copy behind a cover"
    LARGE = "large", "Large print"
    SCRIPT = "script", "Script for reading aloud"
    RECEIPT = "receipt", "Receipt to sign"


class CorrectionOutcome(models.TextChoices):
    CORRECTED = "corrected", "Corrected"
    KEPT = "kept", "Not changed"
    UNKNOWN = "unknown", "Nobody with a right to ask could be found"


class DesigneeAnswer(models.TextChoices):
    """What the person said when asked whom else to tell."""

    NAMED = "named", "Named somebody"
    NOBODY = "nobody", "Named nobody"
    NOT_ASKED = "not_asked", "Could not be asked"


LIVE = frozenset(
    {Status.RENDERING, Status.COULD_NOT_RENDER, Status.READY, Status.SERVED, Status.COULD_NOT_SERVE}
)
WAITING = frozenset(
    {Status.RENDERING, Status.COULD_NOT_RENDER, Status.READY, Status.COULD_NOT_SERVE}
)


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is the issuing; permission None is the program's own step."""

    start: Status | None
    end: Status
    permission: Permission | None
    event: str


def _endings(end: Status, permission: Permission, event: str) -> tuple[Transition, ...]:
    return tuple(Transition(start, end, permission, event) for start in sorted(LIVE))


TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, Status.RENDERING, Permission.ISSUE_NOTICE, "notice.issued"),
    Transition(Status.RENDERING, Status.READY, None, "notice.rendered"),
    Transition(Status.RENDERING, Status.COULD_NOT_RENDER, None, "notice.could_not_render"),
    Transition(
        Status.COULD_NOT_RENDER, Status.RENDERING, Permission.ISSUE_NOTICE, "notice.tried_again"
    ),
    Transition(Status.READY, Status.SERVED, Permission.RECORD_SERVICE, "notice.served"),
    Transition(
        Status.READY, Status.COULD_NOT_SERVE, Permission.RECORD_SERVICE, "notice.could_not_serve"
    ),
    Transition(Status.COULD_NOT_SERVE, Status.SERVED, Permission.RECORD_SERVICE, "notice.served"),
    Transition(
        Status.COULD_NOT_SERVE,
        Status.COULD_NOT_SERVE,
        Permission.RECORD_SERVICE,
        "notice.could_not_serve",
    ),
    Transition(Status.SERVED, Status.SERVED, Permission.RECORD_SERVICE, "notice.served"),
    *_endings(Status.VOIDED, Permission.VOID_NOTICE, "notice.voided"),
    *_endings(Status.SUPERSEDED, Permission.ISSUE_NOTICE, "notice.superseded"),
)


def transition(start: str | None, end: str) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.start == start and row.end == end), None)
