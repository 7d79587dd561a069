"""Days and moments of a half-year, and the due day assumed where OPM has configured nothing else.

The act says "on an ongoing basis every six months"; which months and which due day it does not say
(54-192h(e)(3)).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.law.half_years import HalfYear
from reports.law.moments import start_of_day


def assumed_due_day(half: HalfYear) -> date:
    """The last day of the month after the half-year."""
    month_after = half.ends_on + timedelta(days=1)
    next_month = (month_after + timedelta(days=32)).replace(day=1)
    return next_month - timedelta(days=1)


def moments_of(starts_on: date, ends_on: date) -> tuple[datetime, datetime]:
    """From the first moment of the first day up to, not including, the first moment after the
    last.
    """
    return start_of_day(starts_on), start_of_day(ends_on + timedelta(days=1))
