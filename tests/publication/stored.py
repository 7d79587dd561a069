"""A world in the database: agencies, people of OPM, and accepted half-years through the real
import.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

from django.core.management import call_command

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.law.half_years import HalfYear
from reports.publication.actions.publish import publish_at_once
from reports.publication.actions.thresholds import set_threshold
from reports.publication.models.editions import Edition
from reports.submissions.actions.open_half_year import open_half_year, record_notified_outside
from tests.factories.people import agency, person
from tests.publication.worlds import World

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ON = date(2026, 3, 2)
HEADER = "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age,person_ref"


def load(world: World, folder: Path, *, through: str) -> None:
    """Every accepted half-year of a world, as OPM would load it; who is late was asked and told."""
    lines = [HEADER]
    for (half, code), found in sorted(world.lines.items()):
        agency(code, kind="state_police" if code in world.state else "municipal_police")
        if half > through or (half, code) in world.late:
            continue
        lines.append(f"{code},{half},,none,,,,,,") if not found else None
        lines.extend(
            f"{code},{half},{line.access_on},{line.access_kind},{line.basis},{line.race},{line.ethnicity},{line.sex},"
            f"{'' if line.age is None else line.age},{line.person}"
            for line in found
        )
    path = folder / "history.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    call_command("import_history", str(path), stdout=io.StringIO())
    ask_the_late(world, through=through)


def ask_the_late(world: World, *, through: str) -> None:
    """Open the half-years for which somebody is late, on their first day, by letter."""
    by = person(Role.OPM_ADMIN)
    for half, code in sorted(place for place in world.late if place[0] <= through):
        day = HalfYear.parse(half).starts_on
        at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
        period = open_half_year(half_year=half, by=by, at=at).period
        record_notified_outside(
            agency=agency(code), period=period, channel="letter", notified_on=day, by=by, at=at
        )


def office() -> tuple[User, User, User, User]:
    """Publisher, two checkers, legal."""
    return (
        person(Role.OPM_PUBLISHER),
        person(Role.DISCLOSURE_CHECKER, email="checker.one@opm.example"),
        person(Role.DISCLOSURE_CHECKER, email="checker.two@opm.example"),
        person(Role.OPM_LEGAL),
    )


def published(half_year: str = "2025H1", *, at: datetime = AT, threshold: int = 6) -> Edition:
    """The next edition, by three people."""
    publisher, one, two, legal = office()
    set_threshold(value=threshold, reason="As agreed.", by=legal, at=at, on=ON)
    return publish_at_once(
        half_year=half_year, publisher=publisher, checkers=[one, two], at=at, on=ON
    )
