"""What staff may know of mail that did not arrive."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from reports.mail.actions import FAILED
from reports.mail.models import MailDelivery


def failed_deliveries(*, since: datetime) -> QuerySet[MailDelivery]:
    """Refused for good, or not taken in five days; the newest first."""
    return MailDelivery.objects.filter(outcome__in=FAILED, ended_at__gte=since).order_by(
        "-ended_at"
    )


def failed_recipients(*, since: datetime) -> set[UUID]:
    """Whom such mail was for."""
    return set(failed_deliveries(since=since).order_by().values_list("recipient_id", flat=True))
