"""Background work of uploads of earlier half-years: what was left lying is deleted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.imports.history.actions import expire_sheets
from reports.outbox.registry import handles, periodically

EXPIRY_ROUND = "history_upload_expiry"

periodically(EXPIRY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10))


@handles(EXPIRY_ROUND)
def expire_uploads(_object_id: UUID, _version: int) -> None:
    """Delete uploads that nobody finished."""
    expire_sheets(at=clock.now())
