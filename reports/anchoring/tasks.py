"""Background work: the day's anchor, at the hour at which the fewest write."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.anchoring.daily import anchor_daily
from reports.core import clock
from reports.mail.actions import MailJob
from reports.outbox.registry import job_handler, scheduled

DAILY_ANCHOR = "daily_anchor"

scheduled(DAILY_ANCHOR, every=timedelta(days=1), offset=timedelta(hours=7))


@job_handler(DAILY_ANCHOR, lease=timedelta(minutes=30), max_attempts=3)
def daily_anchor(object_id: UUID, version: int) -> None:
    """Safe to run twice: the second finds nothing written since."""
    anchor_daily(job=MailJob(DAILY_ANCHOR, object_id, version), at=clock.now())
