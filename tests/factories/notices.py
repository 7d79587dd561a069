"""Notices whose files are made, without the time that it takes to make one."""

from __future__ import annotations

import hashlib
from datetime import datetime

from reports.core.verbs import verb
from reports.detainers.models import Detainer
from reports.notices.models import Enclosure, Notice
from reports.notices.status import NoticeStatus
from reports.sealing.actions import store_sealed_file
from tests.factories import detainers as make

FILE = b"%PDF-1.7 as it was made"


def ready(
    item: Detainer | None = None, *, kind: str = "N1", data: bytes = FILE, at: datetime = make.NOW
) -> Notice:
    """The current notice of this kind on a record, ready to hand over."""
    notices = Notice.objects.live().select_related("record_key", "agency", "detainer__agency")
    notice = notices.get(detainer=item or make.detainer(), kind=kind)
    _give_file(notice, data, at=at)
    return notice


def made(paper: Enclosure, *, data: bytes = FILE, at: datetime = make.NOW) -> Enclosure:
    """An enclosure whose file is made."""
    _give_file(paper, data, at=at)
    return paper


@verb(system=True)
def _give_file(row: Notice | Enclosure, data: bytes, *, at: datetime) -> None:
    row.file = store_sealed_file(
        record_key=row.record_key, data=data, content_type="application/pdf", at=at
    )
    row.status, row.rendered_at = NoticeStatus.READY, at
    row.pdf_sha256 = hashlib.sha256(data).hexdigest()
    row.save(update_fields=["file", "status", "rendered_at", "pdf_sha256"])
