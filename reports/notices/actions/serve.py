"""Service of a notice: every attempt is a row, a refusal and a failure too.

The statute does not say how to serve. The row proves when, by whom, to whom, and with which
interpreter (Q16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.access.models import Access
from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.notices.actions.issue import check_free
from reports.notices.actions.transition import audit_notice
from reports.notices.cases import is_owed_by_hand
from reports.notices.models import Notice, NoticeByHand, NoticeService, ReservedNumber
from reports.notices.policies import (
    check_can_attach_proof,
    check_can_record_by_hand,
    check_can_serve,
    check_not_stale,
)
from reports.notices.status import (
    NOTICE_LIFECYCLE,
    NoticeEvent,
    NoticeStatus,
    Recipient,
    ServiceMethod,
    ServiceOutcome,
    Understood,
)
from reports.sealing.actions import store_sealed_file
from reports.sealing.models import SealedFile

NOT_OWED = (
    "No notice of this access is owed by hand: it was recorded already, or the access changed."
)


@dataclass(frozen=True, kw_only=True)
class ServiceValues:
    """One attempt at service, as the form gives it."""

    happened_at: datetime
    how: str
    outcome: str
    handed_over_by: str
    recipient: str = Recipient.PERSON
    interpreter: str = ""
    language: str = ""
    read_by: str = ""
    understood: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Proof:
    """A signed receipt: what is shown of it, and the bytes as they came."""

    data: bytes
    content_type: str
    received: bytes


@verb
def record_service(
    *,
    notice: Notice,
    values: ServiceValues,
    by: User,
    at: datetime,
    form_token: UUID | None = None,
    proof: Proof | None = None,
) -> NoticeService:
    """Record an attempt at service. Submitting the same form twice gives the same row."""
    check_can_attach_proof(by, notice, on=local_day(at))
    wait_for_turn(f"form {form_token}")
    before = (
        NoticeService.objects.filter(notice=notice, form_token=form_token).first()
        if form_token
        else None
    )
    if before is not None:
        return before
    check_can_serve(by, notice, on=local_day(at))
    _check_service(notice, values, at)
    _check_corrected(notice, values)
    is_served = values.outcome == ServiceOutcome.SERVED or notice.status == NoticeStatus.SERVED
    event = NoticeEvent.SERVED if is_served else NoticeEvent.COULD_NOT_SERVE
    detail = {"how": values.how, "outcome": values.outcome, "to_whom": values.recipient}
    NOTICE_LIFECYCLE.move(notice, event, by=by, at=at, detail=detail)
    return NoticeService.objects.create(
        record_key=notice.record_key,
        notice=notice,
        form_token=form_token,
        **(_sealed(notice, proof, at) if proof else {}),
        entered_at=at,
        entered_by=by,
        happened_at=values.happened_at,
        how=values.how,
        outcome=values.outcome,
        recipient=values.recipient,
        handed_over_by=values.handed_over_by,
        interpreter=values.interpreter,
        language=values.language,
        read_by=values.read_by,
        understood=values.understood,
        reason=values.reason,
    )


@verb
def attach_proof(*, service: NoticeService, proof: Proof, by: User, at: datetime) -> None:
    """Keep the signed receipt, or another proof, that came back after the attempt was recorded. A
    proof already there is kept.
    """
    notice = service.notice
    check_can_attach_proof(by, notice, on=local_day(at))
    sealed = _sealed(notice, proof, at)
    if not NoticeService.objects.filter(pk=service.pk, proof__isnull=True).update(**sealed):
        raise Conflict("This try has its proof already.")
    audit_notice(notice, "notice.proof_added", by=by, at=at)


@verb
def record_handed_over_by_hand(
    *,
    access: Access,
    handed_over_at: datetime,
    by: User,
    at: datetime,
    reserved: ReservedNumber | None = None,
) -> NoticeByHand:
    """Record that the person has the notice that was filled in by hand. `reserved` is the number
    on its blank form, which is used up by it. Raises Conflict where none is owed, StateRefused
    where the time cannot be true or the number is taken.
    """
    check_can_record_by_hand(by, access.agency, on=local_day(at))
    wait_for_turn(f"notice by hand {access.pk}")
    if not is_owed_by_hand(access):
        raise Conflict(NOT_OWED)
    if handed_over_at > at:
        raise StateRefused(
            "The notice cannot have been served at a time still to come. Check the day and the"
            " time."
        )
    if handed_over_at < access.occurred_at.replace(second=0, microsecond=0):
        raise StateRefused(
            "ICE was told later than that. Check the day and the time it was served."
        )
    check_free(reserved, access.agency)
    row = NoticeByHand.objects.create(
        access=access, handed_over_at=handed_over_at, entered_at=at, entered_by=by
    )
    if reserved is not None:
        ReservedNumber.objects.filter(pk=reserved.pk).update(notice_by_hand=row)
    record(
        chain=access.agency.code,
        event="notice.by_hand",
        actor=str(by.pk),
        at=at,
        subject_type="access",
        subject_id=access.pk,
        detail={
            "handed_over_at": handed_over_at.isoformat(),
            **({"number": reserved.number} if reserved else {}),
        },
    )
    return row


def _sealed(notice: Notice, proof: Proof, at: datetime) -> dict[str, SealedFile]:
    """Both files of a proof, under the names of their columns."""
    key = notice.record_key
    return {
        "proof": store_sealed_file(
            record_key=key, data=proof.data, content_type=proof.content_type, at=at
        ),
        "proof_received": store_sealed_file(
            record_key=key, data=proof.received, content_type="application/octet-stream", at=at
        ),
    }


def _check_service(notice: Notice, values: ServiceValues, at: datetime) -> None:
    if (
        values.how not in ServiceMethod.values
        or values.outcome not in ServiceOutcome.values
        or values.recipient not in Recipient.values
        or values.understood not in {"", *Understood.values}
    ):
        raise StateRefused("Choose how the notice was served, to whom, and what came of it.")
    if values.happened_at > at:
        raise StateRefused(
            "The notice cannot have been served at a time still to come. Check the day and the"
            " time."
        )
    if values.happened_at < notice.issued_at.replace(
        second=0, microsecond=0
    ):  # forms give the time to the minute
        raise StateRefused(
            "The notice was made later than that. Check the day and the time it was served."
        )
    if values.outcome != ServiceOutcome.SERVED and not values.reason.strip():
        raise StateRefused("Say in a few words why the notice was refused or could not be served.")
    _check_interpreter(values)
    if not values.handed_over_by.strip():
        raise StateRefused("Enter the name of the person who served the notice, or tried to.")


def _check_corrected(notice: Notice, values: ServiceValues) -> None:
    """A stale notice is not served. What was handed over before the correction is recorded."""
    if notice.stale_at is not None and values.happened_at >= notice.stale_at:
        check_not_stale(notice)


def _check_interpreter(values: ServiceValues) -> None:
    """A person who cannot read is served by reading aloud; in a language other than English, the
    interpreter must be named.
    """
    read_in = values.language.strip().lower().split("-")[0]
    if (
        values.how == ServiceMethod.READ_ALOUD
        and read_in not in {"", "en", "eng"}
        and not values.interpreter.strip()
    ):
        raise StateRefused(
            "Enter who interpreted when it was read aloud; where the reader speaks the language,"
            " the reader's own name."
        )
