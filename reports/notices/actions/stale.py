"""Marking notices that no longer say what the record says: they are neither printed nor served, and
those served already are listed, until a new notice replaces them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reports.accounts.models import User
from reports.notices.actions.transition import audit_notice
from reports.notices.models import Notice
from reports.notices.status import StaleReason


def mark_stale(
    notices: Iterable[Notice], *, because: StaleReason, by: User, at: datetime
) -> list[Notice]:
    """Mark the current ones that are not marked yet, and return them. Runs within a verb."""
    marked = []
    for notice in notices:
        unmarked = Notice.objects.live().filter(pk=notice.pk, stale_since__isnull=True)
        if unmarked.update(stale_since=at, stale_because=because):
            notice.stale_since, notice.stale_because = at, because
            audit_notice(notice, "notice.stale", by=by, at=at, why=because.value)
            marked.append(notice)
    return marked
