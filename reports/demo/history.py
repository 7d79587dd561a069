"""Half-years before the demo's log begins, as OPM would bring them in, and the editions made of all
of it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from reports.accounts.models import Agency, User
from reports.demo.submissions import SILENT, moment
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.publication.actions.publish import publish_at_once
from reports.publication.actions.thresholds import set_threshold
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.content import ReportLine

DEMO_T = 6
KINDS = ("A", "B", "B", "B", "C", "D", "D", "E")
# How often a department gave access in a half-year, at most; the others report none.
MOST: dict[str, int] = {
    "hartford": 9,
    "danbury": 12,
    "new-haven": 6,
    "bridgeport": 8,
    "stamford": 6,
    "waterbury": 5,
    "norwalk": 4,
    "new-britain": 3,
    "meriden": 3,
    "east-hartford": 2,
    "west-haven": 2,
    "manchester": 2,
    "greenwich": 1,
    "norwich": 1,
}


def import_history(half_years: list[HalfYear], *, times: int = 1) -> None:
    """Accepted, imported half-years of all municipal departments but a few that sent nothing."""
    for half_year in half_years:
        groups = {
            (agency.code, half_year.code): _lines(agency.code, half_year, times)
            for agency in Agency.objects.municipal().exclude(code__in=SILENT[:2])
        }
        import_accepted(groups=groups, at=moment(half_year.ends_on) + timedelta(days=40))


def _lines(code: str, half_year: HalfYear, times: int) -> list[ReportLine]:
    dice = Random(f"earlier {code} {half_year}")
    count = dice.randint(0, MOST.get(code, 0)) * times
    return [_line(dice, half_year, number) for number in range(count)]


def _line(dice: Random, half_year: HalfYear, number: int) -> ReportLine:
    day = half_year.starts_on + timedelta(
        days=dice.randrange((half_year.ends_on - half_year.starts_on).days + 1)
    )
    return ReportLine(
        access_on=day,
        access_kind=dice.choice(KINDS),
        basis="detainer" if dice.random() < 0.85 else "other",
        race=dice.choice("WWWWBBAIU"),
        ethnicity=dice.choice("HHHHNNMU"),
        sex=dice.choice("MMMMMFFU"),
        age=dice.randint(18, 62),
        person=f"p{number}",
    )


def make_editions(through: list[HalfYear]) -> None:
    """One edition for each half-year named, by three people, with the demo's threshold."""
    legal = User.objects.get(email="legal@opm.example")
    publisher = User.objects.get(email="publisher@opm.example")
    checkers = list(
        User.objects.filter(email__in=("checker1@opm.example", "checker2@opm.example")).order_by(
            "email"
        )
    )
    first = moment(through[0].ends_on) + timedelta(days=60)
    set_threshold(
        value=DEMO_T,
        reason="The practice of other Connecticut agencies; chosen for the demo.",
        by=legal,
        at=first,
        on=local_day(first),
    )
    for half_year in through:
        at = publication_moment(half_year)
        publish_at_once(
            half_year=half_year.code,
            publisher=publisher,
            checkers=checkers,
            at=at,
            on=local_day(at),
        )
        import_late_history(half_year, at=at + timedelta(days=5))


def import_late_history(half_year: HalfYear, *, at: datetime) -> None:
    """A department that had sent nothing reports none after all: the next edition says what that
    changed.
    """
    import_accepted(groups={(SILENT[1], half_year.code): []}, at=at)


def publication_moment(half_year: HalfYear) -> datetime:
    """Ninety days after its end, at a fixed hour."""
    return moment(half_year.ends_on + timedelta(days=90), hour=10)


def publishable(half_years: list[HalfYear], *, on: date) -> list[HalfYear]:
    """Those whose publication day has come."""
    return [half_year for half_year in half_years if local_day(publication_moment(half_year)) <= on]
