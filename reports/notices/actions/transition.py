"""What the verbs on a notice share: the audit log entry, and the mark of those that no longer say
what the record says. The status changes through the lifecycle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reports.accounts.models import User
from reports.notices.models import Notice
from reports.notices.status import NOTICE_LIFECYCLE, StaleReason


def audit_notice(
    notice: Notice, event: str, *, by: User | None, at: datetime, **detail: str
) -> None:
    """Write an entry about the notice to its agency's chain."""
    NOTICE_LIFECYCLE.audit(notice, event, by=by, at=at, detail=detail)


def mark_stale(
    notices: Iterable[Notice], *, because: StaleReason, by: User, at: datetime
) -> list[Notice]:
    """Mark the current ones that are not marked yet, and return them: they are neither printed nor
    served, and those served already are listed, until a new notice replaces them. Runs within a
    verb.
    """
    marked = []
    for notice in notices:
        unmarked = Notice.objects.live().filter(pk=notice.pk, stale_at__isnull=True)
        if unmarked.update(stale_at=at, stale_because=because):
            notice.stale_at, notice.stale_because = at, because
            audit_notice(notice, "notice.stale", by=by, at=at, why=because.value)
            marked.append(notice)
    return marked
