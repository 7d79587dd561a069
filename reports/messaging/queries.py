"""Reading the daily mail: what became of it, and what the server refused."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from reports.messaging.models import Digest


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
