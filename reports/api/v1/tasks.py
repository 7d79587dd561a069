"""Background work of the interface for programs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.api.v1.kept_answers import forget_old_answers
from reports.core import clock
from reports.outbox.registry import job_handler, scheduled

OLD_ANSWERS = "old_api_answers"

scheduled(OLD_ANSWERS, every=timedelta(hours=24))


@job_handler(OLD_ANSWERS)
def forget_answers(_object_id: UUID, _version: int) -> None:
    """Keep answers to keyed calls no longer than is said."""
    forget_old_answers(at=clock.now())
