"""`seed_demo [--scale small|state|hundred]`: the demo's invented world, once."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.accounts.models import User
from reports.core import clock
from reports.demo.seed import SCALES, build

CONFLICT = 1


class Command(BaseCommand):
    help = "Load the demo: agencies, people, detainers, half-years and editions, all invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="small")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demo data is loaded only into a demo (TRUSTACT_DEMO=1), never beside real"
                " records.",
                returncode=2,
            )
        if User.objects.exists():
            raise CommandError(
                "This installation has data already. Start from an empty data folder.",
                returncode=CONFLICT,
            )
        made = build(at=clock.now(), scale=SCALES[options["scale"]])
        self.stdout.write(
            json.dumps(made) if options["json"] else f"Demo loaded: {made['detainers']} detainers."
        )
