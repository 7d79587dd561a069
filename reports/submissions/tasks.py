"""Background work of half-years: receipts drawn, drafts compiled after its end, reminders, the
daily mail.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from reports.accounts.notifications import ROLE_MESSAGE
from reports.core import clock
from reports.messaging import digests
from reports.messaging.account_messages import deactivation_round, notify_role_change
from reports.messaging.models import Digest
from reports.outbox.registry import job_handler, scheduled
from reports.submissions import receipts
from reports.submissions.actions.compile import compile_all
from reports.submissions.actions.remind import remind_all
from reports.submissions.actions.reporting_periods import ensure_periods
from reports.submissions.due_dates import local_day
from reports.submissions.models import Receipt

DAILY_ROUND = "half_year_round"
LOOKED_BACK = timedelta(days=200)

scheduled(DAILY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10))


@job_handler(receipts.RENDER_KIND)
def render_receipt(object_id: UUID, _version: int) -> None:
    """Draw a receipt's PDF once."""
    receipt = Receipt.objects.select_related("submission__agency", "submission__period").get(
        pk=object_id
    )
    receipts.render_receipt(receipt=receipt, at=clock.now())


@job_handler(DAILY_ROUND, lease=timedelta(minutes=30))
def half_year_round(_object_id: UUID, _version: int) -> None:
    """Compile what has ended, remind those who owe a report, put the day's mail together."""
    at = clock.now()
    on = local_day(at)
    over = [p for p in ensure_periods(at=at) if p.is_over(on) and p.ends_on > on - LOOKED_BACK]
    for period in over[-1:]:
        compile_all(period=period, at=at)
        remind_all(period=period, at=at)
    if not settings.DEMO:
        deactivation_round(at=at)  # the demo's people live in days of their own
    digests.make_digests(at=at)


@job_handler(digests.SEND_KIND)
def send_digest(object_id: UUID, _version: int) -> None:
    """Send one person's mail of the day."""
    digests.send_digest(
        digest=Digest.objects.select_related("recipient").get(pk=object_id), at=clock.now()
    )


@job_handler(ROLE_MESSAGE)
def role_message(object_id: UUID, _version: int) -> None:
    """Put a grant on the list of what waits for the person, beside the mail about it."""
    notify_role_change(membership_id=object_id, at=clock.now())
