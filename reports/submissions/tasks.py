"""Background jobs of half-years: receipts rendered, drafts compiled at its end, reminders, and last
the daily mail.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.law.moments import local_day
from reports.messaging.tasks import daily_mail
from reports.outbox.registry import job_handler, scheduled
from reports.submissions import receipts
from reports.submissions.actions.compile import compile_all
from reports.submissions.actions.remind import remind_all
from reports.submissions.actions.reporting_periods import ensure_periods
from reports.submissions.actions.totals import store_missing_totals
from reports.submissions.models import Receipt

DAILY_ROUND = "half_year_round"
LOOKED_BACK = timedelta(days=200)

scheduled(DAILY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10))


@job_handler(receipts.RENDER_KIND)
def render_receipt(object_id: UUID, _version: int) -> None:
    """Render a receipt's PDF once."""
    receipt = Receipt.objects.select_related("submission__agency", "submission__period").get(
        pk=object_id
    )
    receipts.render_receipt(receipt=receipt, at=clock.now())


@job_handler(DAILY_ROUND, lease=timedelta(minutes=30))
def half_year_round(_object_id: UUID, _version: int) -> None:
    """Compile what has ended, remind agencies that must report, and send the day's mail. Missing
    totals of accepted submissions are stored first.
    """
    store_missing_totals()
    at = clock.now()
    on = local_day(at)
    over = [p for p in ensure_periods(at=at) if p.is_over(on) and p.ends_on > on - LOOKED_BACK]
    for period in over[-1:]:
        compile_all(period=period, at=at)
        remind_all(period=period, at=at)
    daily_mail(at=at)
