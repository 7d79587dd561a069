"""Legal holidays of Connecticut: C.G.S. section 1-4, read in a copy.

The section adds Lincoln Day, and any day the Governor appoints for thanksgiving, fasting or
religious observance, which in practice are Thanksgiving and Good Friday; that practice is
second-hand. Juneteenth is a legal holiday since 2022-10-01, so first on 2023-06-19.
"""

from datetime import date, timedelta

from reports.law.calendars import (
    Calendar,
    Holiday,
    common_holidays,
    federal_holidays,
    juneteenth,
    observed,
)

JUNETEENTH_SINCE = 2023


def good_friday(year: int) -> date:
    return easter(year) - timedelta(days=2)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    leaps, rest = divmod(of_century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - drift + 15) % 30
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def connecticut_holidays(year: int) -> tuple[Holiday, ...]:
    return (
        *common_holidays(year),
        *juneteenth(year, JUNETEENTH_SINCE),
        Holiday(observed(date(year, 2, 12)), "Lincoln Day"),
        Holiday(good_friday(year), "Good Friday"),
    )


STATE = Calendar("Connecticut legal holidays", (connecticut_holidays,))
STATE_AND_FEDERAL = Calendar(
    "Connecticut and federal holidays", (federal_holidays, connecticut_holidays)
)
