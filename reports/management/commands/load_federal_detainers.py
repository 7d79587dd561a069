"""`load_federal_detainers FILE --title T --by EMAIL`: the federal detainer file, counted beside the
logs for OPM.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.core.clock import now
from reports.core.refusals import Refused
from reports.management.commands.set_threshold import person
from reports.reconciliation.actions import count_federal_file, load_federal_file
from reports.reconciliation.models import FederalFile

BAD_INPUT, CONFLICT = 2, 1


class Command(BaseCommand):
    help = (
        "Count the federal detainer file (CSV or XLSX) per facility and month. Nothing about a"
        " person is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--title", required=True, help="Which release it is.")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            data = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(
                f"The file cannot be read: {error.strerror}.", returncode=BAD_INPUT
            ) from None
        try:
            file = load_federal_file(
                title=options["title"], data=data, by=person(options["by"]), at=now()
            )
        except Refused as refused:
            raise CommandError(str(refused), returncode=CONFLICT) from None
        counted = count_federal_file(file=file, at=now())
        if counted.state == FederalFile.State.REFUSED:
            raise CommandError(counted.refusal, returncode=BAD_INPUT)
        self.stdout.write(_result_text(counted, as_json=options["json"]))


def _result_text(file: FederalFile, *, as_json: bool) -> str:
    names = ("rows_read", "rows_here", "rows_twice", "problem_count", "first_month", "last_month")
    result = {name: getattr(file, name) for name in names}
    if as_json:
        return json.dumps({"id": str(file.pk), **result})
    return (
        f"{file.rows_here} row(s) of Connecticut, {file.rows_twice} stood twice,"
        f" {file.problem_count} not counted."
    )
