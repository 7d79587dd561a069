"""The whole demo: people, the latest half-years' detainers, earlier half-years as OPM holds them,
editions.

Each agency's half-year is one transaction, so that loading takes seconds and a second start finds
all or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from reports.accounts.agency_seed import load_agencies
from reports.accounts.models import Agency, User
from reports.demo.accounts import create_accounts
from reports.demo.detainers import desk_of, tell_half_year
from reports.demo.edge_cases import every_edge_case
from reports.demo.exercises import make_lessons
from reports.demo.history import import_history, make_editions, publishable
from reports.demo.open_work import open_work
from reports.demo.process_figures import share_figures
from reports.demo.served_notices import serve_older_letters
from reports.demo.submissions import moment, open_and_tell, report
from reports.detainers.models import Detainer
from reports.law.half_years import HalfYear
from reports.law.moments import local_day

LETTERHEADS = {
    "hartford": ("253 High Street, Hartford, CT 06103", "860-555-0142"),
    "new-haven": ("1 Union Avenue, New Haven, CT 06519", "203-555-0117"),
}


@transaction.atomic
def found(*, at: datetime) -> None:
    """Agencies, letterheads and accounts, years before the demo's day."""
    long_ago = at - timedelta(days=1200)
    load_agencies(at=long_ago)
    give_headings()
    create_accounts(at=long_ago, on=local_day(long_ago))
    make_lessons(at=long_ago)
    User.objects.update(created_at=long_ago)


def give_headings() -> None:
    """An invented heading for every agency, so that each letter of the demo has one. It says that
    it is of the demo, and its telephone numbers are of those kept for inventions.
    """
    agencies = list(Agency.objects.order_by("code"))
    for number, agency in enumerate(agencies):
        place = agency.town or "Hartford"
        invented = (f"(demo) 1 Example Street, {place}, CT", f"860-555-{100 + number % 100:04d}")
        agency.address, agency.phone = LETTERHEADS.get(agency.code, invented)
        if agency.code in LETTERHEADS:
            agency.records_contact = "Records division, weekdays 8:00 to 16:00"
    Agency.objects.bulk_update(agencies, ["address", "phone", "records_contact"])


@dataclass(frozen=True)
class Scale:
    """How much: stories told `times` as often, earlier half-years with `reported` times as many
    accesses.
    """

    times: int
    reported: int


SCALES = {"small": Scale(1, 1), "state": Scale(6, 2), "hundred": Scale(6, 100)}


def build(*, at: datetime, scale: Scale = SCALES["small"]) -> dict[str, int]:
    """Everything, once. Returns what there is."""
    found(at=at)
    current = HalfYear.of(local_day(at))
    before = current.previous()
    earlier = [*_back_from(before, 4)]
    import_history(earlier, times=scale.reported)
    with transaction.atomic():
        for half_year in (earlier[-1], before, current):
            open_and_tell(half_year, on=local_day(at))
    for half_year in (before, current):
        with transaction.atomic():
            tell_half_year(half_year, now=at, times=scale.times)
    for code in LETTERHEADS:
        with transaction.atomic():
            serve_older_letters(code, now=at)
    send_half_years(current, at=at)
    if at > moment(before.ends_on) + timedelta(days=30):
        with transaction.atomic():
            share_figures(before)
    make_editions(publishable([earlier[-1], before], on=local_day(at)))
    with transaction.atomic():
        open_work(desk_of("hartford", now=at, seed="today"))
        every_edge_case(desk_of("hartford", now=at, seed="corners"))
    return {
        "agencies": Agency.objects.count(),
        "people": User.objects.count(),
        "detainers": Detainer.objects.count(),
    }


def _back_from(half_year: HalfYear, count: int) -> list[HalfYear]:
    """The half-years before one, oldest first."""
    found: list[HalfYear] = []
    for _ in range(count):
        half_year = half_year.previous()
        found.insert(0, half_year)
    return found


def send_half_years(current: HalfYear, *, at: datetime) -> None:
    """The half-year before the running one, if OPM would have it by now."""
    before = current.previous()
    if at > moment(before.ends_on) + timedelta(days=60):
        with transaction.atomic():
            report(before, reviewer=User.objects.get(email="reviewer@opm.example"))
