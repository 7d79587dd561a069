"""`manage.py check_agreement`: every record whose decision, reply, access or custody disagree."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.core import clock
from reports.records.agreement.queries import disagreeing


class Command(BaseCommand):
    """Ends with exit code 1 where anything disagrees. Names records by agency and reference."""

    help = "Names every record on which decision, reply, access and custody do not agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = disagreeing(None, at=clock.now())
        lines = [
            {
                "agency": record.agency_code,
                "record": record.reference,
                "record_id": str(record.detainer_id),
                "rule": part.rule,
                "sentence": part.sentence,
            }
            for record, parts in found
            for part in parts
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"disagreements": lines}, ensure_ascii=False))
        else:
            for line in lines:
                self.stdout.write("{agency} {record}: {sentence} ({rule})".format_map(line))
            self.stdout.write(f"{len(lines)} disagreements on {len(found)} records")
        if lines:
            sys.exit(1)
