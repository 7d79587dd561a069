"""`owed [--agency CODE] [--json]`: each notice that is owed, stale or late, with its record, its
act and the reason. No personal data.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from operator import attrgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.models import Agency
from reports.core import clock
from reports.notices.cases import cases
from reports.notices.owed import OwedNotice, listed


class Command(BaseCommand):
    help = "List each notice that is owed, stale or late, with its record, act and reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", metavar="CODE", help="only this agency's")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        codes = dict(Agency.objects.values_list("pk", "code"))
        agency, at = _agency(options["agency"]), clock.now()
        lines = [line for case in cases(agency) for line in listed(case, at)]
        lines.sort(key=attrgetter("owed_at"))
        found = [_described(line, codes[line.case.agency_id]) for line in lines]
        self.stdout.write(json.dumps(found, indent=1) if options["json"] else _as_text(found))


def _agency(code: str | None) -> Agency | None:
    if not code:
        return None
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"No agency has the code {code}.", returncode=2)
    return found


def _described(line: OwedNotice, agency: str) -> dict[str, Any]:
    return {
        "agency": agency,
        "record": line.case.reference,
        "kind": line.kind,
        "act": line.act,
        "stage": line.stage,
        "owed_at": line.owed_at.isoformat(),
        "late": line.is_late,
        "number": line.notice.number if line.notice else None,
        "reason": line.reason,
    }


def _as_text(found: list[dict[str, Any]]) -> str:
    if not found:
        return "No notice is owed, stale or late."
    return "\n".join(
        f"{row['agency']} {row['record']} {row['kind']} ({row['act']}): {row['stage']}"
        f"{', late' if row['late'] else ''}, since {row['owed_at']}. {row['reason']}."
        for row in found
    )
