"""What the verbs on a notice share: the entry in the audit log. Status moves by the lifecycle."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.notices.models import Notice
from reports.notices.status import NOTICE_LIFECYCLE


def audit_notice(
    notice: Notice, event: str, *, by: User | None, at: datetime, **detail: str
) -> None:
    """An entry about the notice in its agency's chain."""
    NOTICE_LIFECYCLE.audit(notice, event, by=by, at=at, detail=detail)
