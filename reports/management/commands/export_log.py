"""`export_log --agency CODE --by EMAIL --out FILE`: the agency's own log as CSV or XLSX."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.models import Agency
from reports.core.clock import now
from reports.core.refusals import PermissionRefused
from reports.exports.log.actions import export_list
from reports.exports.log.tables import FileKind, LogList, LogTable
from reports.management.commands.set_threshold import person

CHECK_FAILED, BAD_INPUT = 1, 2


class Command(BaseCommand):
    """`manage.py export_log --agency CODE --by EMAIL --out FILE [--list accesses] [--json]`"""

    help = (
        "Write the agency's detainers (or, with --list accesses, its accesses) to FILE, as CSV or"
        " XLSX by its ending, in the columns of the import."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument("--list", choices=[*LogList], default=LogList.DETAINERS)
        parser.add_argument("--json", action="store_true", help="print what was written as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        agency, by, out = agency_with(options["agency"]), person(options["by"]), options["out"]
        kind = _kind(out)
        try:
            name = LogList(options["list"])
            table = export_list(agency=agency, name=name, kind=kind, by=by, at=now())
        except PermissionRefused as refused:
            raise CommandError(str(refused), returncode=CHECK_FAILED) from None
        try:
            _write(table, kind, out)
        except OSError as error:
            raise CommandError(
                f"The file cannot be written: {error.strerror}.", returncode=BAD_INPUT
            ) from None
        said = {"list": table.name, "rows": table.count, "file": str(out)}
        words = f"{table.count} {table.name} written."
        self.stdout.write(json.dumps(said) if options["json"] else words)


def agency_with(code: str) -> Agency:
    """The agency with this code. Raises CommandError (exit 2)."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"No agency has the code {code[:60]!r}.", returncode=BAD_INPUT)
    return found


def _kind(out: Path) -> FileKind:
    try:
        return FileKind(out.suffix.lower().removeprefix("."))
    except ValueError:
        raise CommandError("FILE ends in .csv or .xlsx.", returncode=BAD_INPUT) from None


def _write(table: LogTable, kind: FileKind, out: Path) -> None:
    if kind == FileKind.CSV:
        with open(out, "w", encoding="utf-8", newline="", opener=_for_its_owner) as file:
            file.writelines(table.lines())
        return
    with open(out, "wb", opener=_for_its_owner) as file:
        table.write_workbook(file)


def _for_its_owner(path: str, flags: int) -> int:
    """The file holds names: nobody else on the machine reads it."""
    return os.open(path, flags, 0o600)
