"""Scans and other documents: checked by content, sealed, and read only through the record, with an
entry in the audit log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.core.verbs import verb, wait_for_turn
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Attachment, Detainer
from reports.detainers.policies import check_can_attach
from reports.detainers.queries import viewable_agencies
from reports.law.moments import local_day
from reports.sealing.actions import read_sealed_file, store_sealed_file
from reports.uploads.inspection import CleanFile, inspect

# What came is kept as it came, and no program is told what to do with it.
AS_RECEIVED = "application/octet-stream"


@dataclass(frozen=True)
class NewAttachment:
    """A scan to keep with a detainer: the bytes as they came, and what is shown of them where that
    was made already.
    """

    kind: str
    label: str
    data: bytes
    clean: CleanFile | None = None


@dataclass(frozen=True)
class NamedAttachment:
    """What a clerk calls a paper, at its place among the others."""

    attachment_id: UUID
    label: str


def add_attachments(
    *, detainer: Detainer, papers: Iterable[NewAttachment], by: User, at: datetime
) -> list[Attachment]:
    """Add several documents, in their order."""
    return [
        add_attachment(
            detainer=detainer,
            kind=paper.kind,
            label=paper.label,
            data=paper.data,
            clean=paper.clean,
            by=by,
            at=at,
        )
        for paper in papers
    ]


@verb
def add_attachment(
    *,
    detainer: Detainer,
    kind: str,
    label: str,
    data: bytes,
    by: User,
    at: datetime,
    clean: CleanFile | None = None,
) -> Attachment:
    """Check, clean, seal and keep a document, and the bytes as they came beside it. The type that
    the browser names is not trusted. The same bytes under the same name are one attachment, however
    often they are sent.
    """
    check_can_attach(by, detainer, on=local_day(at))
    wait_for_turn(f"attachments {detainer.pk}")
    if (before := _same_attachment(detainer, kind, label, data)) is not None:
        return before
    shown = clean or inspect(data)
    key = detainer.record_key
    file = store_sealed_file(
        record_key=key, data=shown.data, content_type=shown.content_type, at=at
    )
    received = store_sealed_file(record_key=key, data=data, content_type=AS_RECEIVED, at=at)
    attachment = Attachment.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        kind=kind,
        label=label,
        position=detainer.attachments.count(),
        file=file,
        received=received,
        added_at=at,
        added_by=by,
    )
    audit_detainer(detainer, "attachment.added", by=by, at=at, kind=kind)
    return attachment


def _same_attachment(detainer: Detainer, kind: str, label: str, data: bytes) -> Attachment | None:
    digest = hashlib.sha256(data).hexdigest()
    rows = detainer.attachments.filter(kind=kind, received__sha256=digest)
    return next(
        (found for found in rows.select_related("record_key") if found.label == label), None
    )


@verb
def arrange_attachments(
    *, detainer: Detainer, papers: Sequence[NamedAttachment], by: User, at: datetime
) -> None:
    """Name the papers of a record and put them in order. A paper that is not named here stays as it
    was, behind the others.
    """
    check_can_attach(by, detainer, on=local_day(at))
    known = {paper.pk: paper for paper in detainer.attachments.select_related("record_key")}
    named = {paper.attachment_id: paper for paper in papers if paper.attachment_id in known}
    rest = [NamedAttachment(pk, p.label) for pk, p in known.items() if pk not in named]
    for position, new in enumerate([*named.values(), *rest]):
        paper = known[new.attachment_id]
        if (paper.position, paper.label) != (position, new.label):
            paper.position, paper.label = position, new.label
            paper.save(update_fields=["position", "label"])
    audit_detainer(detainer, "attachment.arranged", by=by, at=at)


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
