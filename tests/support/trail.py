"""What the audit log says of an act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.accounts.models import User
from reports.audit.models import AuditEntry


def check_entry(
    event: str, *, about: Any, subject: str, by: User | str, at: datetime, **detail: Any
) -> None:
    """The newest entry of this name is about this record, in Hartford's chain, with this detail."""
    entry = AuditEntry.objects.filter(event=event).order_by("-seq").first()
    assert entry is not None, f"no entry {event}"
    actor = by if isinstance(by, str) else str(by.pk)
    assert (entry.chain, entry.subject_type, entry.subject_id, entry.actor, entry.at) == (
        "hartford",
        subject,
        about.pk if about is not None else None,
        actor,
        at,
    )
    assert entry.detail == detail
