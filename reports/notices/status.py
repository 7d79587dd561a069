"""The road of a letter as one table: from, to, permission, event.

A letter that is owed and not made has no row yet: it is found by `owed.owed`. Nothing is
deleted; a number once given stays given, on a voided letter too.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from reports.accounts.roles import Permission


class NoticeStatus(models.TextChoices):
    RENDERING = "rendering", "Being made"
    COULD_NOT_RENDER = "could_not_render", "Could not be drawn"
    READY = "ready", "Ready to hand over"
    SERVED = "served", "Handed over"
    COULD_NOT_SERVE = "could_not_serve", "Could not be handed over"
    VOIDED = "voided", "Void"
    SUPERSEDED = "superseded", "Replaced by a later letter"


class ServiceOutcome(models.TextChoices):
    """What came of one try to hand a letter over."""

    SERVED = "served", "Handed over"
    REFUSED = "refused", "The person refused to take it"
    COULD_NOT = "could_not", "Could not be handed over"


class ServiceMethod(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    READ_ALOUD = "read_aloud", "Read aloud, with or without an interpreter"
    JAIL_MAIL = "jail_mail", "Jail mail"
    POST = "post", "Mail"
    EMAIL = "email", "E-mail"
    FAX = "fax", "Fax"
    PHONE = "phone", "By telephone (efforts to reach the person named)"


class Recipient(models.TextChoices):
    PERSON = "person", "The person"
    ATTORNEY = "attorney", "The person's attorney"
    DESIGNEE = "designee", "The one other person named"
    GUARDIAN = "guardian", "Parent or guardian"


class EnclosureKind(models.TextChoices):
    """What goes with a letter, beside the letter."""

    COPY = "copy", "Copy behind a cover"
    LARGE = "large", "Large print"
    SCRIPT = "script", "Script for reading aloud"
    RECEIPT = "receipt", "Receipt to sign"


class CorrectionOutcome(models.TextChoices):
    CORRECTED = "corrected", "Corrected"
    KEPT = "kept", "Not changed"
    UNKNOWN = "unknown", "Nobody with a right to ask could be found"


class InquiryAnswer(models.TextChoices):
    """What the person said when asked whom else to tell."""

    NAMED = "named", "Named somebody"
    NOBODY = "nobody", "Named nobody"
    NOT_ASKED = "not_asked", "Could not be asked"


CURRENT = frozenset(
    {
        NoticeStatus.RENDERING,
        NoticeStatus.COULD_NOT_RENDER,
        NoticeStatus.READY,
        NoticeStatus.SERVED,
        NoticeStatus.COULD_NOT_SERVE,
    }
)
AWAITING_SERVICE = frozenset(
    {
        NoticeStatus.RENDERING,
        NoticeStatus.COULD_NOT_RENDER,
        NoticeStatus.READY,
        NoticeStatus.COULD_NOT_SERVE,
    }
)


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is the issuing; permission None is the program's own step."""

    start: NoticeStatus | None
    end: NoticeStatus
    permission: Permission | None
    event: str


def _endings(end: NoticeStatus, permission: Permission, event: str) -> tuple[Transition, ...]:
    return tuple(Transition(start, end, permission, event) for start in sorted(CURRENT))


TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, NoticeStatus.RENDERING, Permission.ISSUE_NOTICE, "notice.issued"),
    Transition(NoticeStatus.RENDERING, NoticeStatus.READY, None, "notice.rendered"),
    Transition(
        NoticeStatus.RENDERING, NoticeStatus.COULD_NOT_RENDER, None, "notice.could_not_render"
    ),
    Transition(
        NoticeStatus.COULD_NOT_RENDER,
        NoticeStatus.RENDERING,
        Permission.ISSUE_NOTICE,
        "notice.tried_again",
    ),
    Transition(NoticeStatus.READY, NoticeStatus.SERVED, Permission.RECORD_SERVICE, "notice.served"),
    Transition(
        NoticeStatus.READY,
        NoticeStatus.COULD_NOT_SERVE,
        Permission.RECORD_SERVICE,
        "notice.could_not_serve",
    ),
    Transition(
        NoticeStatus.COULD_NOT_SERVE,
        NoticeStatus.SERVED,
        Permission.RECORD_SERVICE,
        "notice.served",
    ),
    Transition(
        NoticeStatus.COULD_NOT_SERVE,
        NoticeStatus.COULD_NOT_SERVE,
        Permission.RECORD_SERVICE,
        "notice.could_not_serve",
    ),
    Transition(
        NoticeStatus.SERVED, NoticeStatus.SERVED, Permission.RECORD_SERVICE, "notice.served"
    ),
    *_endings(NoticeStatus.VOIDED, Permission.VOID_NOTICE, "notice.voided"),
    *_endings(NoticeStatus.SUPERSEDED, Permission.ISSUE_NOTICE, "notice.superseded"),
)


def transition(start: str | None, end: str) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.start == start and row.end == end), None)
