"""`open_half_year HALF_YEAR --by EMAIL`: opens a half-year and tells its agencies."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.agency_seed import ensure_register
from reports.core.clock import now
from reports.core.refusals import PermissionRefused, Refused
from reports.management.commands.set_threshold import BAD_INPUT, person
from reports.submissions.actions.open_half_year import Opened, open_half_year


class Command(BaseCommand):
    help = (
        "Open a half-year and tell its agencies. Until then it is asked of nobody, and nobody is"
        " named for it. Run again, it tells the agencies that had nobody to tell before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("half_year", metavar="HALF_YEAR", help="For example 2026H1.")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = person(options["by"])
        ensure_register(at=now())
        try:
            done = open_half_year(half_year=options["half_year"], by=by, at=now())
        except PermissionRefused as refused:
            raise CommandError(str(refused), returncode=1) from None
        except Refused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        self.stdout.write(json.dumps(_facts(done)) if options["json"] else _words(done))


def _facts(done: Opened) -> dict[str, object]:
    return {
        "half_year": done.period.half_year,
        "opened_now": done.is_new,
        "agencies_notified": [agency.code for agency in done.notified],
        "people_notified": done.people,
        "nobody_to_notify": [agency.code for agency in done.unreached],
    }


def _words(done: Opened) -> str:
    is_open = "is open now" if done.is_new else "was open already"
    said = (
        f"{done.period.title} {is_open}. {len(done.notified)} agencies were told"
        f" ({done.people} people)."
    )
    if not done.unreached:
        return said
    return (
        f"{said} In {len(done.unreached)} nobody is registered: they are not asked until somebody"
        " there is, or until you note that they were told by telephone or letter."
    )
