"""The one place that writes days, times and lengths of time for staff and in documents' figures.

A notice and the notice holder's pages are written in the person's language, which is what
`notices.text.formatting` does. Here months stand in English; what is made for pages (`day_on_page`,
`clock_time` and the short moments) follows the page's language.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import dateformat
from django.utils.translation import get_language

from reports.law.moments import local

SPANISH_DAY = r"j \d\e F \d\e Y"


def long_date(day: date, *, padded: bool = False) -> str:
    """July 5, 2026; `padded` writes July 05, 2026, as the edition desk shows its days."""
    return f"{day:%B %d, %Y}" if padded else f"{day:%B} {day.day}, {day.year}"


def month_day(day: date) -> str:
    """July 5, where the year is plain from the words around it."""
    return f"{day:%B} {day.day}"


def month_year(day: date) -> str:
    """July 2026."""
    return f"{day:%B} {day.year}"


def weekday(day: date) -> str:
    """Sunday."""
    return f"{day:%A}"


def short_date(day: date) -> str:
    """Jul 5, 2026: for cells of tables."""
    return f"{day:%b} {day.day}, {day.year}"


def short_month_day(day: date) -> str:
    """Jul 5."""
    return f"{day:%b} {day.day}"


def day_on_page(day: date) -> str:
    """Jul 5, 2026; on a Spanish page 5 de julio de 2026."""
    return dateformat.format(day, SPANISH_DAY if get_language() == "es" else "M j, Y")


def clock_time(at: datetime) -> str:
    """2:10 PM, on the local clock. A time without a zone is already local."""
    return dateformat.format(_on_local_clock(at), "g:i A")


def short_moment(at: datetime) -> str:
    """Jul 5, 2026, 2:10 PM, on the local clock."""
    return dateformat.format(_on_local_clock(at), "M j, Y, g:i A")


def zoned_moment(at: datetime) -> str:
    """Jul 5, 2026, 2:10 PM EDT: where a mistaken zone would matter."""
    return f"{short_moment(at)} {local(at):%Z}"


def near_moment(at: datetime) -> str:
    """Jul 5, 2:10 PM: within days of today, so without the year."""
    return dateformat.format(_on_local_clock(at), "M j, g:i A")


def long_moment(at: datetime) -> str:
    """July 5, 2026, 2:10 PM, on the local clock."""
    return f"{long_date(_on_local_clock(at))}, {clock_time(at)}"


def exact_moment(at: datetime) -> str:
    """July 5, 2026, 2:10:33 PM EDT: a receipt's second."""
    return local(at).strftime("%B %-d, %Y, %-I:%M:%S %p %Z")


def scheduled_moment(at: datetime) -> str:
    """July 05, 2026 at 14:10, as the edition desk announces an hour."""
    return f"{long_date(local(at), padded=True)} at {local(at):%H:%M}"


def duration(length: timedelta) -> str:
    """A length of time as people say it: 40 min, 3 h 5 min, 30 h, 4 days."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 10:
        return f"{hours} h {minutes} min"
    if hours < 72:
        return f"{hours} h"
    return f"{hours // 24} days"


def _on_local_clock(at: datetime) -> datetime:
    return local(at) if at.tzinfo else at
