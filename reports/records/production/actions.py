"""Producing received bytes: one asks with a purpose, another approves, the first downloads once.

The encrypted file is made when it is approved; its password is told to whoever approves and kept
nowhere, so that neither of the two alone has what opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.core.dates import long_moment
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Attachment
from reports.law.moments import local_day
from reports.records.production.encrypted_file import encrypted, new_password
from reports.records.production.models import ProducedFor, Production
from reports.records.production.policies import (
    check_can_answer,
    check_can_ask,
    check_can_download,
)
from reports.sealing.actions import destroy_sealed_file, read_sealed_file, store_sealed_file
from reports.sealing.models import SealedFile


@dataclass(frozen=True)
class Stated:
    """For whom, and what for: stated before anything is produced."""

    produced_for: str
    recipient: str
    purpose: str


@verb
def ask_for_production(
    *, attachment: Attachment, stated: Stated, form_token: UUID, by: User, at: datetime
) -> Production:
    """Ask for the bytes of an attachment as they came. The same form twice is one request. Raises
    PermissionRefused, StateRefused.
    """
    check_can_ask(by, attachment, on=local_day(at))
    if stated.produced_for not in ProducedFor.values:
        raise StateRefused("The bytes go to a court or to counsel, and to nobody else.")
    if not stated.recipient.strip() or not stated.purpose.strip():
        raise StateRefused("Say which court or counsel, with its docket, and what it is for.")
    locked = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    before = Production.objects.filter(attachment=locked, form_token=form_token).first()
    if before is not None:
        return before
    asked = Production.objects.create(
        attachment=attachment,
        record_key=attachment.record_key,
        form_token=form_token,
        produced_for=stated.produced_for,
        recipient=stated.recipient.strip(),
        purpose=stated.purpose.strip(),
        requested_at=at,
        requested_by=by,
    )
    _audit(asked, "production.asked", by=by, at=at)
    return asked


@verb(fresh=True)
def approve_production(*, production: Production, by: User, at: datetime) -> str:
    """Approve it and make the encrypted file. Returns its password, which is kept nowhere. Raises
    PermissionRefused, StateRefused.
    """
    locked = _locked(production)
    check_can_answer(by, locked, on=local_day(at))
    received = _received(locked)
    password = new_password()
    data = encrypted(read_sealed_file(received), lines=_cover(locked, at), password=password)
    locked.encrypted = store_sealed_file(
        record_key=locked.record_key, data=data, content_type="application/pdf", at=at
    )
    locked.is_approved, locked.answered_at, locked.answered_by = True, at, by
    locked.save(update_fields=["encrypted", "is_approved", "answered_at", "answered_by"])
    _audit(locked, "production.approved", by=by, at=at, sha256=received.sha256)
    return password


@verb
def refuse_production(*, production: Production, reason: str, by: User, at: datetime) -> None:
    """Say why it is not approved. Raises PermissionRefused, StateRefused."""
    locked = _locked(production)
    check_can_answer(by, locked, on=local_day(at))
    if not reason.strip():
        raise StateRefused("Say why it is not approved.")
    locked.is_approved, locked.answered_at, locked.answered_by = False, at, by
    locked.refusal = reason.strip()
    locked.save(update_fields=["is_approved", "answered_at", "answered_by", "refusal"])
    _audit(locked, "production.refused", by=by, at=at)


@verb(fresh=True)
def download_production(*, production: Production, by: User, at: datetime) -> bytes:
    """The encrypted file, once; then it is destroyed here. Raises PermissionRefused,
    StateRefused.
    """
    locked = _locked(production)
    check_can_download(by, locked, at=at, on=local_day(at))
    kept = locked.encrypted
    if kept is None:
        raise StateRefused("The file is not here any more. Ask again.")
    data = read_sealed_file(kept)
    locked.encrypted, locked.downloaded_at = None, at
    locked.save(update_fields=["encrypted", "downloaded_at"])
    destroy_sealed_file(kept)
    _audit(locked, "production.downloaded", by=by, at=at)
    return data


def _locked(production: Production) -> Production:
    rows = Production.objects.select_for_update(of=("self",)).select_related(
        "attachment__detainer__agency", "attachment__received", "record_key", "encrypted"
    )
    return rows.get(pk=production.pk)


def _received(production: Production) -> SealedFile:
    received = production.attachment.received
    if received is None:
        raise StateRefused("Only what is shown of this document was kept.")
    return received


def _cover(production: Production, at: datetime) -> list[str]:
    """What the file says of itself; it names nobody."""
    detainer = production.attachment.detainer
    return [
        f"{detainer.agency.display_name}, detainer {detainer.reference}",
        "A document as it was received.",
        f"Kept since {long_moment(production.attachment.added_at)}; produced {long_moment(at)}",
        f"For {ProducedFor(production.produced_for).label.lower()}. Production {production.pk}",
        "The bytes are unchanged and unchecked: open them where nothing can be harmed.",
    ]


def _audit(
    production: Production, event: str, *, by: User, at: datetime, **more: str | int | bool | None
) -> None:
    detail = {"production": str(production.pk), "for": production.produced_for, **more}
    audit_detainer(production.attachment.detainer, event, by=by, at=at, **detail)
