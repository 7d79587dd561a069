"""Days and times as staff read them, on the local clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from reports.core import dates

DAY = date(2026, 7, 5)
AT = datetime(2026, 7, 5, 18, 4, 9, tzinfo=UTC)  # 2:04 in the afternoon in Connecticut


@pytest.mark.parametrize(
    ("write", "shown"),
    [
        (dates.long_date, "July 5, 2026"),
        (dates.month_day, "July 5"),
        (dates.month_year, "July 2026"),
        (dates.weekday, "Sunday"),
        (dates.short_date, "Jul 5, 2026"),
        (dates.short_month_day, "Jul 5"),
        (dates.day_on_page, "Jul 5, 2026"),
    ],
)
def test_days(write, shown):
    assert write(DAY) == shown


@pytest.mark.parametrize(
    ("write", "shown"),
    [
        (dates.clock_time, "2:04 PM"),
        (dates.short_moment, "Jul 5, 2026, 2:04 PM"),
        (dates.zoned_moment, "Jul 5, 2026, 2:04 PM EDT"),
        (dates.near_moment, "Jul 5, 2:04 PM"),
        (dates.long_moment, "July 5, 2026, 2:04 PM"),
        (dates.exact_moment, "July 5, 2026, 2:04:09 PM EDT"),
        (dates.scheduled_moment, "July 05, 2026 at 14:04"),
    ],
)
def test_moments_stand_on_the_local_clock(write, shown):
    assert write(AT) == shown


def test_a_moment_after_midnight_utc_is_still_yesterday_here():
    assert (
        dates.long_moment(datetime(2026, 1, 1, 3, 30, tzinfo=UTC)) == "December 31, 2025, 10:30 PM"
    )


def test_a_time_without_a_zone_is_local_already():
    wall = datetime(2026, 7, 5, 0, 5, tzinfo=UTC).replace(tzinfo=None)
    assert dates.clock_time(wall) == "12:05 AM"


def test_the_edition_desk_pads_its_days():
    assert dates.long_date(DAY, padded=True) == "July 05, 2026"


def test_a_spanish_page_writes_the_day_in_spanish():
    with override("es"):
        assert dates.day_on_page(DAY) == "5 de julio de 2026"
        assert dates.long_date(DAY) == "July 5, 2026"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h 0 min"),
        (599, "9 h 59 min"),
        (600, "10 h"),
        (72 * 60 - 1, "71 h"),
        (72 * 60, "3 days"),
    ],
)
def test_lengths_of_time(minutes, shown):
    assert dates.duration(timedelta(minutes=minutes)) == shown
