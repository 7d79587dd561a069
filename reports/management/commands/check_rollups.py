"""`check_rollups [--mend]`: recount every accepted line; exit 1 naming each submission whose kept
sums differ.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.core.clock import now
from reports.submissions.actions.totals import repair_totals
from reports.submissions.models import Submission
from reports.submissions.totals.compare import TotalsDifference, differences, recount_all

CHECK_FAILED = 1


class Command(BaseCommand):
    help = (
        "Compare the sums kept of accepted submissions with a recount of their lines. Exit 1 where"
        " any differ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="put what was recounted in the place of what differs",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        with recount_all():
            wrong = differences()
        if options["mend"]:
            repair_totals((found.submission_id for found in wrong), at=now())
        checked = Submission.objects.accepted().count()
        self.stdout.write(
            _as_json(checked, wrong, options)
            if options["json"]
            else _in_words(checked, wrong, options)
        )
        if wrong and not options["mend"]:
            raise CommandError("\n".join(map(str, wrong)), returncode=CHECK_FAILED)


def _in_words(checked: int, wrong: list[TotalsDifference], options: dict[str, Any]) -> str:
    line = f"{checked} accepted submissions recounted: {len(wrong)} whose kept sums differ."
    return (
        "\n".join([*map(str, wrong), f"{line} They are mended."])
        if wrong and options["mend"]
        else line
    )


def _as_json(checked: int, wrong: list[TotalsDifference], options: dict[str, Any]) -> str:
    named = [{"agency": w.agency_code, "half_year": w.half_year, "wrong": w.wrong} for w in wrong]
    return json.dumps({"checked": checked, "mended": bool(options["mend"]), "differences": named})
