"""Background work of half-years: opened on their first day, receipts rendered, drafts compiled
after the end, reminders, and last the daily mail.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.law.moments import local_day
from reports.messaging.tasks import daily_mail
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler, scheduled
from reports.submissions import receipts
from reports.submissions.actions.compile import compile_all
from reports.submissions.actions.open_half_year import ask_untold, open_running
from reports.submissions.actions.remind import remind_all, tell_owing
from reports.submissions.actions.totals import store_missing_totals
from reports.submissions.models import Receipt
from reports.submissions.queries import opened_periods

DAILY_ROUND = "half_year_round"
LOOKED_BACK = timedelta(days=200)

scheduled(DAILY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10))


@job_handler(receipts.RENDER_KIND, lane=Lane.NOTICES)
def render_receipt(object_id: UUID, _version: int) -> None:
    """Render a receipt's PDF once."""
    receipt = Receipt.objects.select_related("submission__agency", "submission__period").get(
        pk=object_id
    )
    receipts.render_receipt(receipt=receipt, at=clock.now())


@job_handler(DAILY_ROUND, lease=timedelta(minutes=30))
def half_year_round(_object_id: UUID, _version: int) -> None:
    """Open the half-year that runs, compile what has ended, remind those that were not heard from,
    put the day's mail together. Missing totals of accepted submissions are stored first.
    """
    at = clock.now()
    on = local_day(at)
    store_missing_totals()
    open_running(at=at)
    over = [p for p in opened_periods() if p.is_over(on) and p.ends_on > on - LOOKED_BACK]
    for period in over[-1:]:
        ask_untold(period=period, at=at)
        compile_all(period=period, at=at)
        tell_owing(period=period, at=at)
        remind_all(period=period, at=at)
    daily_mail(at=at)
