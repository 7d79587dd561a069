"""`audit_editions`: attacks the union of everything published; exit 1 if a withheld number could be
worked out.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.publication.editions.full_audit import AuditOfEverything, audit_everything

CHECK_FAILED = 1


class Command(BaseCommand):
    help = (
        "Attack the union of everything ever published, each withheld number judged by the T frozen"
        " with it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = audit_everything()
        self.stdout.write(json.dumps(found.as_dict()) if options["json"] else _in_words(found))
        if not found.passes:
            named = "; ".join(found.exposed[:5])
            raise CommandError(f"Exposed: {named}", returncode=CHECK_FAILED)


def _in_words(found: AuditOfEverything) -> str:
    return (
        f"{found.editions} editions, {found.withheld} withheld numbers in {found.half_years}"
        f" half-years attacked: {len(found.exposed)} exposed."
    )
