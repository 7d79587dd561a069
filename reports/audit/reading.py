"""What was done with the audit log itself: taken away as a file, recomputed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from reports.audit.actions import record
from reports.audit.models import AuditEntry
from reports.core.verbs import verb


@verb
def record_export(
    *, chain: str, entries: int, filters: str, by: AbstractBaseUser, at: datetime
) -> AuditEntry:
    """Somebody takes entries of a chain away as a file; returns the entry that says so."""
    return record(
        chain=chain,
        event="export.made",
        actor=str(by.pk),
        at=at,
        detail={"what": "trail", "entries": entries, "filters": filters},
    )


@verb
def record_verification(
    *, chain: str, entries: int, is_whole: bool, by: AbstractBaseUser, at: datetime
) -> None:
    """Somebody had a chain recomputed, and what came of it."""
    record(
        chain=chain,
        event="trail.verified",
        actor=str(by.pk),
        at=at,
        detail={"entries": entries, "is_whole": is_whole},
    )
