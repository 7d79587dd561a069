"""The lifecycle of a notice as one table: event, start, end, who may.

An owed notice that nobody issued has no row yet: `owed.owed` finds it. Nothing is deleted; a number
stays taken, on a voided notice too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models

from reports.accounts.roles import Permission
from reports.lifecycle import Lifecycle, SystemActor, Transition


class NoticeStatus(models.TextChoices):
    RENDERING = "rendering", "Being created"
    COULD_NOT_RENDER = "could_not_render", "Could not be created"
    READY = "ready", "Ready to serve"
    SERVED = "served", "Served"
    COULD_NOT_SERVE = "could_not_serve", "Not served"
    VOIDED = "voided", "Void"
    SUPERSEDED = "superseded", "Replaced by a later notice"


class ServiceOutcome(models.TextChoices):
    """The result of one attempt at service."""

    SERVED = "served", "Served"
    REFUSED = "refused", "The person refused to take it"
    COULD_NOT = "could_not", "Not served"


class ServiceMethod(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    READ_ALOUD = "read_aloud", "Read aloud, with or without an interpreter"
    JAIL_MAIL = "jail_mail", "Jail mail"
    POST = "post", "Mail"
    EMAIL = "email", "Email"
    FAX = "fax", "Fax"
    PHONE = "phone", "By phone (efforts to reach the designee)"


class Recipient(models.TextChoices):
    PERSON = "person", "The person"
    ATTORNEY = "attorney", "The person's attorney"
    DESIGNEE = "designee", "The designee"
    GUARDIAN = "guardian", "Parent or guardian"
    PROTECTION = "protection", "The child-protection agency"


class Understood(models.TextChoices):
    """Whether the reader understood what was read aloud or served, as they said."""

    YES = "yes", "Yes"
    PARTLY = "partly", "In part"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Could not tell"


class EnclosureKind(models.TextChoices):
    """What goes with a notice."""

    COPY = "copy", "Copy behind a cover"
    LARGE = "large", "Large print"
    SCRIPT = "script", "Script for reading aloud"
    RECEIPT = "receipt", "Receipt to sign"


class CorrectionOutcome(models.TextChoices):
    CORRECTED = "corrected", "Corrected"
    KEPT = "kept", "Not changed"
    UNKNOWN = "unknown", "Requester's identity not confirmed"


class InquiryAnswer(models.TextChoices):
    """The person's answer when asked for an attorney or designee."""

    NAMED = "named", "Named somebody"
    NOBODY = "nobody", "Named nobody"
    NOT_ASKED = "not_asked", "Could not be asked"


class StaleReason(models.TextChoices):
    """Why a notice no longer says what the record says."""

    RECORD_CORRECTED = "record_corrected", "The record was corrected after it was issued"
    ACCESS_CORRECTED = "access_corrected", "The access it is about was corrected"
    ACCESS_VOIDED = "access_voided", "The access it is about was voided"
    CONVICTION_ERASED = "conviction_erased", "A conviction on record was erased"
    RECIPIENT_LEARNED = "recipient_learned", "Another request named whom to tell for the person"
    REOPENED = "reopened", "The request it calls canceled is open again"


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


class NoticeEvent(StrEnum):
    """The audit log's name for each step."""

    ISSUED = "notice.issued"
    RENDERED = "notice.rendered"
    COULD_NOT_RENDER = "notice.could_not_render"
    TRIED_AGAIN = "notice.tried_again"
    SERVED = "notice.served"
    COULD_NOT_SERVE = "notice.could_not_serve"
    VOIDED = "notice.voided"
    SUPERSEDED = "notice.superseded"


SYSTEM = "system:notices"
# Whoever opens a mailed link is known only by its code; the first opening is service.
LINK_OPENED = SystemActor("its mailed link, opened with the code", SYSTEM)


def _endings(
    event: NoticeEvent, end: NoticeStatus, permission: Permission
) -> tuple[Transition, ...]:
    return tuple(Transition(event, start, end, (permission,)) for start in sorted(CURRENT))


TRANSITIONS: tuple[Transition, ...] = (
    Transition(NoticeEvent.ISSUED, None, NoticeStatus.RENDERING, (Permission.ISSUE_NOTICE,)),
    Transition(NoticeEvent.RENDERED, NoticeStatus.RENDERING, NoticeStatus.READY, ()),
    Transition(
        NoticeEvent.COULD_NOT_RENDER, NoticeStatus.RENDERING, NoticeStatus.COULD_NOT_RENDER, ()
    ),
    Transition(
        NoticeEvent.TRIED_AGAIN,
        NoticeStatus.COULD_NOT_RENDER,
        NoticeStatus.RENDERING,
        (Permission.ISSUE_NOTICE,),
    ),
    # Only what was rendered plainly and given to nobody: `policies.check_can_render_again`.
    Transition(
        NoticeEvent.TRIED_AGAIN,
        NoticeStatus.READY,
        NoticeStatus.RENDERING,
        (Permission.ISSUE_NOTICE,),
    ),
    Transition(
        NoticeEvent.SERVED,
        NoticeStatus.READY,
        NoticeStatus.SERVED,
        (Permission.RECORD_SERVICE, LINK_OPENED),
    ),
    Transition(
        NoticeEvent.COULD_NOT_SERVE,
        NoticeStatus.READY,
        NoticeStatus.COULD_NOT_SERVE,
        (Permission.RECORD_SERVICE,),
    ),
    Transition(
        NoticeEvent.SERVED,
        NoticeStatus.COULD_NOT_SERVE,
        NoticeStatus.SERVED,
        (Permission.RECORD_SERVICE, LINK_OPENED),
    ),
    Transition(
        NoticeEvent.COULD_NOT_SERVE,
        NoticeStatus.COULD_NOT_SERVE,
        NoticeStatus.COULD_NOT_SERVE,
        (Permission.RECORD_SERVICE,),
    ),
    Transition(
        NoticeEvent.SERVED,
        NoticeStatus.SERVED,
        NoticeStatus.SERVED,
        (Permission.RECORD_SERVICE, LINK_OPENED),
    ),
    *_endings(NoticeEvent.VOIDED, NoticeStatus.VOIDED, Permission.VOID_NOTICE),
    *_endings(NoticeEvent.SUPERSEDED, NoticeStatus.SUPERSEDED, Permission.ISSUE_NOTICE),
)


def _not_now(notice: Any, event: str) -> str:
    """Why a step is not possible in the notice's status."""
    if notice.status == NoticeStatus.RENDERING:
        return "The notice is still being made."
    if notice.status not in CURRENT:
        return "It is void or was replaced already."
    return "The notice could not be drawn yet."


NOTICE_LIFECYCLE = Lifecycle(
    subject="notice",
    transitions=TRANSITIONS,
    system=SYSTEM,
    not_now=_not_now,
    overtaken="Someone else changed this notice a moment ago. Look at it again.",
    agency_of=lambda notice: notice.agency,
    chain_of=lambda notice: notice.agency.code,
)
