"""Counting tries to sign in, in rows that end: the same count for every process, and never more
rows than tries of the last quarter of an hour.

While something is locked further tries are counted and not listed: when its row goes, one entry
says how many there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import F

from reports.accounts.models import SignInTries
from reports.audit.actions import OPM_CHAIN, record
from reports.core.verbs import verb

LASTS = timedelta(minutes=15)
SWEPT_AT_ONCE = 50  # more than one try can add, so that rows never pile up


@verb(system=True)
def begin_tries(limits: Mapping[str, int], *, at: datetime) -> dict[str, int]:
    """Count one try for each of these; returns which number it is of each."""
    _sweep(at)
    return {who: _count(who, limit, at) for who, limit in sorted(limits.items())}


def _count(who: str, limit: int, at: datetime) -> int:
    SignInTries.objects.get_or_create(who=who, defaults={"ends_at": at + LASTS})
    row = SignInTries.objects.select_for_update().get(who=who)
    row.tries += 1
    row.refused += row.tries > limit
    row.save(update_fields=["tries", "refused"])
    return row.tries


@verb(system=True)
def start_lock(whose: Iterable[str], *, at: datetime) -> None:
    """The time runs from the failure that locks; tries while it is locked do not make it longer."""
    SignInTries.objects.filter(who__in=list(whose)).update(ends_at=at + LASTS)


@verb(system=True)
def forget_tries(account: str, *, not_counted: Iterable[str]) -> None:
    """Somebody was let in."""
    SignInTries.objects.filter(who=account).delete()
    SignInTries.objects.filter(who__in=list(not_counted), tries__gt=0).update(tries=F("tries") - 1)


def _sweep(at: datetime) -> None:
    over = list(
        SignInTries.objects.select_for_update(skip_locked=True)
        .filter(ends_at__lte=at)
        .order_by("ends_at")[:SWEPT_AT_ONCE]
    )
    refused = sum(row.refused for row in over)
    if not over:
        return
    SignInTries.objects.filter(pk__in=[row.pk for row in over]).delete()
    if refused:
        record(
            chain=OPM_CHAIN,
            event="session.refused_while_locked",
            actor="system:sign-in",
            at=at,
            detail={"tries": refused},
        )
