"""The only clock. Read by web views, API, tasks and commands, then passed down as `at=` or `on=`.

The demo may live on another day: `TRUSTACT_CLOCK_OFFSET` seconds are added to the real time.
Production refuses an offset (see `reports/checks.py`), because times in the record are evidence.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from reports.law.moments import local_day


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def today() -> date:
    """The calendar day it is in Connecticut."""
    return local_day(now())
