"""Scans and other documents: checked by content, sealed, and read only through the record, with an
entry in the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Attachment, Detainer
from reports.detainers.policies import check_can_attach
from reports.detainers.queries import viewable_agencies
from reports.law.moments import local_day
from reports.sealing.actions import read_sealed_file, store_sealed_file
from reports.uploads.inspection import clean_file


@dataclass(frozen=True)
class NewAttachment:
    """A scan to keep with a detainer that is being logged."""

    kind: str
    label: str
    data: bytes


@verb
def add_attachment(
    *,
    detainer: Detainer,
    kind: str,
    label: str,
    data: bytes,
    by: User,
    at: datetime,
    content_type: str = "",
) -> Attachment:
    """Check, clean, seal and keep a document. The type that the browser names is not trusted."""
    check_can_attach(by, detainer, on=local_day(at))
    cleaned, found_type = clean_file(data)
    file = store_sealed_file(
        record_key=detainer.record_key, data=cleaned, content_type=found_type, at=at
    )
    attachment = Attachment.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        kind=kind,
        label=label,
        file=file,
        added_at=at,
        added_by=by,
    )
    audit_detainer(detainer, "attachment.added", by=by, at=at, kind=kind)
    return attachment


@verb
def open_attachment(*, attachment_id: UUID, by: User, at: datetime) -> tuple[bytes, str]:
    """The document's bytes and content type. The read is in the audit log. Raises NotFound."""
    on = local_day(at)
    found = (
        Attachment.objects.filter(
            pk=attachment_id, detainer__agency__in=viewable_agencies(by, on=on)
        )
        .select_related("detainer__agency", "file", "file__record_key")
        .first()
    )
    if found is None:
        raise NotFound(str(attachment_id))
    check_can(by, Permission.VIEW_PERSON, found.detainer.agency, on=on)
    audit_detainer(found.detainer, "attachment.read", by=by, at=at, kind=found.kind)
    return read_sealed_file(found.file), found.file.content_type
