"""Business days and holidays: federal ones here, a state's in its jurisdiction package.

Federal holidays follow 5 USC 6103: a Saturday holiday is kept on the Friday before, a Sunday one on
the Monday after.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
ONE_DAY = timedelta(days=1)
JUNETEENTH_SINCE = 2021


@dataclass(frozen=True, slots=True)
class Holiday:
    on: date
    name: str


HolidaysOfYear = Callable[[int], tuple[Holiday, ...]]


@dataclass(frozen=True)
class Calendar:
    """Which days are holidays, by the year's list of one or several authorities."""

    name: str
    sources: tuple[HolidaysOfYear, ...]

    def holiday(self, day: date) -> str | None:
        """The holiday's name, or None on an ordinary day. New Year's Day may be kept on the last
        day before it.
        """
        return _names(self.sources, day.year).get(day)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def next_business_day(self, day: date) -> date:
        """The day itself where business is done on it, else the first such day after it."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day


@lru_cache(maxsize=256)
def _names(sources: tuple[HolidaysOfYear, ...], year: int) -> dict[date, str]:
    years = [near for near in (year, year + 1) if near <= date.max.year]
    kept = [holiday for source in sources for near in years for holiday in source(near)]
    return {holiday.on: holiday.name for holiday in kept}


def nth_weekday(year: int, month: int, weekday: int, *, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def last_monday(year: int, month: int) -> date:
    day = nth_weekday(year, month, MONDAY, nth=4)
    return day + timedelta(days=7) if (day + timedelta(days=7)).month == month else day


def observed(day: date) -> date:
    """Saturday's holiday on Friday, Sunday's on Monday."""
    if day.weekday() == SATURDAY:
        return day - ONE_DAY
    return day + ONE_DAY if day.weekday() == SUNDAY else day


def common_holidays(year: int) -> tuple[Holiday, ...]:
    """The holidays on which federal law and the states built here agree."""
    return (
        Holiday(observed(date(year, 1, 1)), "New Year's Day"),
        Holiday(nth_weekday(year, 1, MONDAY, nth=3), "Martin Luther King Jr. Day"),
        Holiday(nth_weekday(year, 2, MONDAY, nth=3), "Washington's Birthday"),
        Holiday(last_monday(year, 5), "Memorial Day"),
        Holiday(observed(date(year, 7, 4)), "Independence Day"),
        Holiday(nth_weekday(year, 9, MONDAY, nth=1), "Labor Day"),
        Holiday(nth_weekday(year, 10, MONDAY, nth=2), "Columbus Day"),
        Holiday(observed(date(year, 11, 11)), "Veterans Day"),
        Holiday(nth_weekday(year, 11, THURSDAY, nth=4), "Thanksgiving Day"),
        Holiday(observed(date(year, 12, 25)), "Christmas Day"),
    )


def juneteenth(year: int, since: int) -> tuple[Holiday, ...]:
    return (Holiday(observed(date(year, 6, 19)), "Juneteenth"),) if year >= since else ()


def federal_holidays(year: int) -> tuple[Holiday, ...]:
    """5 USC 6103, with Juneteenth since 2021."""
    return common_holidays(year) + juneteenth(year, JUNETEENTH_SINCE)


FEDERAL = Calendar("federal holidays", (federal_holidays,))
