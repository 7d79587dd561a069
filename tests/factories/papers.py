"""Papers of a record, with the copies that notices enclose."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.detainers.actions.attachments import NewAttachment
from reports.detainers.models import Attachment, Detainer
from reports.workflow.enclosures import attach_all_and_enclose


def attach(
    *, detainer: Detainer, kind: str, label: str, data: bytes, by: User, at: datetime
) -> Attachment:
    """One paper, kept and enclosed as the screen does it."""
    paper = NewAttachment(kind=kind, label=label, data=data)
    (kept,) = attach_all_and_enclose(detainer=detainer, papers=[paper], by=by, at=at)
    return kept
