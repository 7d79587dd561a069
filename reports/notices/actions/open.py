"""Opening a notice, its enclosures and the proof of its service: each read is in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.core.refusals import NotFound, StateRefused
from reports.core.verbs import verb
from reports.notices.actions.transition import audit_notice
from reports.notices.models import Enclosure, Notice, NoticeService
from reports.notices.queries import get_enclosure
from reports.sealing.actions import read_sealed_file


@verb
def open_notice_file(*, notice: Notice, by: User, at: datetime) -> bytes:
    """The issued file, byte for byte."""
    if notice.file is None:
        raise StateRefused("The notice is still being made. Try again in a moment.")
    data = read_sealed_file(notice.file)
    audit_notice(notice, "notice.read", by=by, at=at)
    return data


@verb
def open_enclosure(
    *, notice: Notice, enclosure_id: UUID, by: User, at: datetime
) -> tuple[Enclosure, bytes]:
    """An enclosure of the notice, and its bytes. Raises NotFound."""
    found = get_enclosure(notice, enclosure_id)
    if found.file is None:
        raise StateRefused("The document is still being made. Try again in a moment.")
    audit_notice(notice, "notice.read", by=by, at=at, form=found.form)
    return found, read_sealed_file(found.file)


@verb
def open_proof(*, service: NoticeService, by: User, at: datetime) -> tuple[bytes, str]:
    """The signed receipt, or another proof, with its content type. Raises NotFound."""
    if service.proof is None:
        raise NotFound(str(service.pk))
    audit_notice(service.notice, "notice.read", by=by, at=at, form="proof")
    return read_sealed_file(service.proof), service.proof.content_type


@verb
def record_printed(*, notices: Sequence[Notice], by: User, at: datetime) -> None:
    """Notices were put into one file for the printer; each of them gets an entry."""
    for notice in notices:
        audit_notice(notice, "notice.read", by=by, at=at)
