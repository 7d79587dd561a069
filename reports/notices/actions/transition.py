"""The audit log entry that every verb on a notice writes. The status changes through the
lifecycle.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.notices.models import Notice
from reports.notices.status import NOTICE_LIFECYCLE


def audit_notice(
    notice: Notice, event: str, *, by: User | None, at: datetime, **detail: str
) -> None:
    """Write an entry about the notice to its agency's chain."""
    NOTICE_LIFECYCLE.audit(notice, event, by=by, at=at, detail=detail)
