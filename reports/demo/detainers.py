"""The two latest half-years of the demo's detainers, and who has how many."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from reports.accounts.models import Agency
from reports.demo.accounts import staff_of
from reports.demo.scenarios import Desk, by_other_means, pick
from reports.law.half_years import HalfYear
from reports.law.moments import local_day

# Agency -> requests in a half-year. Most departments have years without one.
BUSY: dict[str, int] = {
    "hartford": 14,
    "danbury": 16,
    "new-haven": 13,
    "bridgeport": 12,
    "stamford": 8,
    "waterbury": 6,
    "norwalk": 5,
    "new-britain": 4,
    "meriden": 3,
    "east-hartford": 3,
    "west-haven": 3,
    "manchester": 2,
    "greenwich": 2,
    "norwich": 2,
    "bristol": 1,
    "torrington": 1,
    "milford": 1,
    "hamden": 1,
}


def desk_of(code: str, *, now: datetime, seed: str) -> Desk:
    agency = Agency.objects.get(code=code)
    start = now - timedelta(days=1200)
    clerk, head = staff_of(agency, at=start, on=local_day(start))
    return Desk(agency=agency, clerk=clerk, head=head, dice=Random(f"{seed} {code}"), now=now)


def tell_half_year(half_year: HalfYear, *, now: datetime, times: int = 1) -> None:
    """Stories of one half-year at every busy agency, spread over its days up to now."""
    for code, usual in BUSY.items():
        desk = desk_of(code, now=now, seed=str(half_year))
        first, last = _span(half_year, now)
        for _ in range(usual * times):
            moment = first + (last - first) * desk.dice.random()
            pick(desk)(desk, moment)
        for _ in range(usual // 6):
            by_other_means(desk, first + (last - first) * desk.dice.random())


def _span(half_year: HalfYear, now: datetime) -> tuple[datetime, datetime]:
    """From the first morning to the last evening, leaving the two latest days to the open work."""
    zone = now.tzinfo
    first = datetime(half_year.starts_on.year, half_year.starts_on.month, 1, 13, tzinfo=zone)
    last = datetime.combine(half_year.ends_on, datetime.min.time(), tzinfo=zone) - timedelta(days=3)
    return first, max(first, min(last, now - timedelta(days=3)))
