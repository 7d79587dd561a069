"""Audit log entries for reading personal data: one record opened, or a list of names shown."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Detainer


@verb
def record_view(detainer: Detainer, *, by: User, at: datetime) -> None:
    """Somebody opened a person's record."""
    audit_detainer(detainer, "detainer.read", by=by, at=at)


@verb
def record_list_view(*, agency: Agency, event: str, shown: int, by: User, at: datetime) -> None:
    """Names were unsealed for a list: who looked, and how many were shown."""
    record(chain=agency.code, event=event, actor=str(by.pk), at=at, detail={"shown": shown})
