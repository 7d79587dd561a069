"""`import_detainers FILE`: requests from a table, by the rules of the forms."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.models import Agency
from reports.core.clock import now
from reports.core.refusals import Refused
from reports.imports.detainers.columns import KNOWN
from reports.imports.detainers.files import detainer_file, import_file
from reports.imports.files import (
    LEAVE,
    TAKE,
    FileAnswers,
    ImportReport,
    annotated_csv,
    annotated_workbook,
)
from reports.imports.written_days import DAY_FIRST, MONTH_FIRST
from reports.management.commands.read_table import (
    add_reading_arguments,
    file_bytes,
    reading_from,
    table_from,
)
from reports.management.commands.set_threshold import person
from reports.uploads.tables import ReadTable, TableRefused

CONFLICT, BAD_INPUT = 1, 2
MOST_PRINTED = 200


class Command(BaseCommand):
    """`manage.py import_detainers FILE --agency CODE --by EMAIL [--dry-run] [--annotated OUT]`"""

    help = (
        "Record requests from CSV, XLSX, XLS or ODS, by the rules of the forms. Good rows are"
        " stored, bad ones are reported by row and column (exit 2), conflicts too (exit 1). The"
        " same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--dry-run", action="store_true", help="check, and store nothing")
        parser.add_argument("--annotated", type=Path, metavar="OUT", help="OUT.csv or OUT.xlsx")
        parser.add_argument("--hidden-rows", choices=(TAKE, LEAVE), default="")
        parser.add_argument("--day-order", choices=(MONTH_FIRST, DAY_FIRST), default="")
        add_reading_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(
                f"No agency has the code {options['agency'][:60]!r}.", returncode=BAD_INPUT
            )
        by = person(options["by"])
        data = file_bytes(options["file"])
        table = table_from(data, reading_from(options, KNOWN))
        answers = FileAnswers(options["hidden_rows"], options["day_order"])
        try:
            report = import_file(
                data,
                detainer_file(table, answers),
                agency=agency,
                by=by,
                at=now(),
                is_dry_run=options["dry_run"],
            )
        except (TableRefused, Refused) as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        if options["annotated"]:
            _write_annotated(options["annotated"], table, report)
        self._tell(report, options)

    def _tell(self, report: ImportReport, options: dict[str, Any]) -> None:
        if options["json"]:
            found = {"dry_run": options["dry_run"], **report.as_dict()}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        for warning in report.warnings:
            self.stderr.write(f"Warning: {warning}")
        for problem in report.problems[:MOST_PRINTED]:
            self.stderr.write(str(problem))
        counts = (
            f"{report.stored} stored, {report.unchanged} unchanged, {report.refused} not stored,"
            f" {report.conflicts} in conflict."
        )
        if report.refused or report.conflicts:
            raise CommandError(counts, returncode=BAD_INPUT if report.refused else CONFLICT)
        if not options["json"]:
            self.stdout.write(counts)


def _write_annotated(path: Path, table: ReadTable, report: ImportReport) -> None:
    is_workbook = path.suffix.lower() == ".xlsx"
    try:
        path.write_bytes((annotated_workbook if is_workbook else annotated_csv)(table, report))
    except OSError as error:
        raise CommandError(
            f"The file cannot be written: {error.strerror}.", returncode=BAD_INPUT
        ) from None
