"""Holidays against the published lists, and business days around them."""

from datetime import date

import pytest
from hypothesis import strategies as st

from reports.law.calendars import (
    FEDERAL,
    Calendar,
    Holiday,
    federal_holidays,
    last_monday,
    nth_weekday,
    observed,
)
from reports.law.connecticut.holidays import STATE, STATE_AND_FEDERAL, connecticut_holidays, easter

FEDERAL_2026 = {
    date(2026, 1, 1): "New Year's Day",
    date(2026, 1, 19): "Martin Luther King Jr. Day",
    date(2026, 2, 16): "Washington's Birthday",
    date(2026, 5, 25): "Memorial Day",
    date(2026, 6, 19): "Juneteenth",
    date(2026, 7, 3): "Independence Day",
    date(2026, 9, 7): "Labor Day",
    date(2026, 10, 12): "Columbus Day",
    date(2026, 11, 11): "Veterans Day",
    date(2026, 11, 26): "Thanksgiving Day",
    date(2026, 12, 25): "Christmas Day",
}
# As the Department of Administrative Services listed them for 2024.
CONNECTICUT_2024 = {
    date(2024, 1, 1),
    date(2024, 1, 15),
    date(2024, 2, 12),
    date(2024, 2, 19),
    date(2024, 3, 29),
    date(2024, 5, 27),
    date(2024, 6, 19),
    date(2024, 7, 4),
    date(2024, 9, 2),
    date(2024, 10, 14),
    date(2024, 11, 11),
    date(2024, 11, 28),
    date(2024, 12, 25),
}
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def test_federal_holidays_of_2026():
    assert {holiday.on: holiday.name for holiday in federal_holidays(2026)} == FEDERAL_2026


def test_connecticut_holidays_of_2024():
    assert {holiday.on for holiday in connecticut_holidays(2024)} == CONNECTICUT_2024
    assert STATE.holiday(date(2024, 2, 12)) == "Lincoln Day"
    assert STATE.holiday(date(2024, 3, 29)) == "Good Friday"
    assert FEDERAL.holiday(date(2024, 2, 12)) is None


def test_juneteenth_came_in_2021_for_the_nation_and_in_2023_for_the_state():
    assert FEDERAL.holiday(date(2020, 6, 19)) is None
    assert FEDERAL.holiday(date(2021, 6, 18)) == "Juneteenth"
    assert STATE.holiday(date(2022, 6, 20)) is None
    assert STATE.holiday(date(2023, 6, 19)) == "Juneteenth"


def test_new_year_s_day_on_a_saturday_is_kept_in_the_old_year():
    assert FEDERAL.holiday(date(2027, 12, 31)) == "New Year's Day"
    assert FEDERAL.holiday(date(2023, 1, 2)) == "New Year's Day"
    assert FEDERAL.holiday(date(9999, 12, 31)) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2015, date(2015, 4, 5)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (1981, date(1981, 4, 19)),
        (1954, date(1954, 4, 18)),
        (2049, date(2049, 4, 18)),
        (1818, date(1818, 3, 22)),
        (2285, date(2285, 3, 22)),
        (2100, date(2100, 3, 28)),
        (2076, date(2076, 4, 19)),
        (1609, date(1609, 4, 19)),
        (1700, date(1700, 4, 11)),
        (1707, date(1707, 4, 24)),
        (3165, date(3165, 4, 18)),
    ],
)
def test_easter(year, day):
    assert easter(year) == day


@pytest.mark.parametrize(
    ("day", "kept"),
    [(3, 3), (4, 3), (5, 6), (6, 6)],
    ids=["Friday", "Saturday", "Sunday", "Monday"],
)
def test_a_weekend_holiday_is_kept_beside_the_weekend(day, kept):
    assert observed(date(2026, 7, day)) == date(2026, 7, kept)


def test_weekdays_of_a_month():
    assert nth_weekday(2026, 6, 0, nth=1) == date(2026, 6, 1)
    assert nth_weekday(2026, 11, 3, nth=4) == date(2026, 11, 26)
    assert last_monday(2026, 5) == date(2026, 5, 25)
    assert last_monday(2027, 5) == date(2027, 5, 31)


def test_business_days_step_over_weekends_and_holidays():
    assert STATE_AND_FEDERAL.next_business_day(date(2026, 4, 3)) == date(2026, 4, 6)
    assert STATE_AND_FEDERAL.next_business_day(date(2026, 4, 2)) == date(2026, 4, 2)
    assert not STATE.is_business_day(date(2026, 4, 4))
    assert not STATE.is_business_day(date(2026, 4, 5))


def test_a_calendar_of_ones_own():
    closed = Calendar("closed on a Tuesday", (lambda year: (Holiday(date(year, 3, 3), "Closed"),),))
    assert closed.holiday(date(2026, 3, 3)) == "Closed"
    assert closed.next_business_day(date(2026, 3, 3)) == date(2026, 3, 4)
