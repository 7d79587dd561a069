"""The only clock. Read by web views, API, tasks and commands, then passed down as `at=` or `on=`.

The demo may live on another day: `TRUSTACT_CLOCK_OFFSET` seconds are added to the real time.
Production refuses an offset (see `reports/checks.py`), because times in the record are evidence.
"""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.law.moments import local_day


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def database_now() -> datetime:
    """This moment by the clock of the database, which all nodes share: by it work is due and leases
    end, whatever the clock of a node says. SQLite has no other than this machine's.
    """
    if connection.vendor != "postgresql":
        return now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def machine_seconds() -> float:
    """The machine's own time in seconds, without the demo's offset: what sessions keep of factors
    used.
    """
    return time.time()


def today() -> date:
    """The calendar day it is in Connecticut."""
    return local_day(now())
