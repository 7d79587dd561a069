"""Background work of uploads of earlier half-years: what was left lying is deleted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.imports.history import actions
from reports.outbox.registry import job_handler, scheduled

EXPIRY_ROUND = "history_upload_expiry"

scheduled(EXPIRY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10))


@job_handler(EXPIRY_ROUND)
def delete_expired_uploads(_object_id: UUID, _version: int) -> None:
    """Delete uploads that nobody finished."""
    actions.expire_uploads(at=clock.now())
