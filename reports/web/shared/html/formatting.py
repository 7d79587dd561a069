"""Days, times and sizes as pages show them: the words of `core.dates` with the exact value for
machines beside them.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.safestring import SafeString

from reports.core.dates import clock_time, day_on_page, zoned_moment
from reports.law.moments import local, local_day
from reports.web.shared.html.markup import tag


def moment(value: datetime | None) -> SafeString | str:
    """Nov 21, 2026, 2:10 PM EST, with the exact moment for machines."""
    if not value:
        return ""
    exact = local(value).isoformat(timespec="minutes")
    return tag("time", {"datetime": exact, "class": "nums"}, zoned_moment(value))


def day(value: date | datetime | None) -> SafeString | str:
    """Nov 21, 2026; on a Spanish page 21 de noviembre de 2026."""
    if not value:
        return ""
    on = _local_day_of(value)
    return tag("time", {"datetime": on.isoformat(), "class": "nums"}, day_on_page(on))


def iso_day(value: date | datetime) -> str:
    """2026-11-21 (ISO 8601): in documents' tables and for machines."""
    return _local_day_of(value).isoformat()


def clock(value: datetime | None) -> str:
    """2:10 PM."""
    return clock_time(value) if value else ""


def _local_day_of(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 report, 2 reports; `many` where adding an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def bytes_shown(size: int | None) -> str:
    """A file's size: 42 KB, 1.3 MB."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
