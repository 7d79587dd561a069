"""Reading the daily mail: what became of it, and what the server refused."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from reports.accounts.models import User
from reports.messaging.models import Digest, Message


def refused_mail(*, since: date) -> QuerySet[Digest]:
    """Mail of a day or later that the server refused, with whom it was for and where they work."""
    return (
        Digest.objects.filter(day__gte=since, outcome=Digest.Outcome.REFUSED)
        .select_related("recipient")
        .prefetch_related("recipient__memberships__agency")
    )


def mail_outcomes(*, since: date) -> dict[Digest.Outcome, int]:
    """How many mails of a day or later came to each outcome."""
    rows = Digest.objects.filter(day__gte=since).order_by().values_list("outcome")
    counted = dict(rows.annotate(Count("pk")))
    return {outcome: counted.get(outcome.value, 0) for outcome in Digest.Outcome}


def reactivation_requests(user: User) -> list[User]:
    """Colleagues whose account is inactive and who asked this person since it was, to be woken. One
    query where nobody asked.
    """
    asked = dict(
        Message.objects.filter(recipient=user, kind=Message.Kind.ASLEEP)
        .order_by("created_at")
        .values_list("deduplication_key", "created_at")
    )
    moments = {UUID(key.split(":")[1]): at for key, at in asked.items()}
    if not moments:
        return []
    rows = User.objects.filter(pk__in=moments, deactivated_at__isnull=False, is_active=True)
    return [row for row in rows if row.deactivated_at and moments[row.pk] >= row.deactivated_at]
