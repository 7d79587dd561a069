"""`import_history FILE`: OPM's earlier half-years as accepted submissions."""

from __future__ import annotations

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.agency_seed import ensure_register
from reports.core.clock import now, today
from reports.imports.history.actions import existing_lines
from reports.imports.history.read_file import LARGEST_FILE, MOST_PROBLEMS, HistoryFile, read_history
from reports.submissions.actions.import_accepted import ImportResult, import_accepted

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Load OPM's earlier half-years from a CSV file. The same file twice changes nothing; a"
        " changed one amends."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="Print what was done as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        data = _bytes_of(Path(options["file"]))
        ensure_register(at=now())
        history = read_history(data, existing_lines(on=today()))
        for warning in history.warnings:
            self.stderr.write(f"Warning: {warning}")
        if history.problems:
            self._refuse(history, as_json=options["json"])
        result = import_accepted(
            groups=history.groups, at=now(), file_sha256=hashlib.sha256(data).hexdigest()
        )
        self.stdout.write(_result_text(result, history, as_json=options["json"]))

    def _refuse(self, history: HistoryFile, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(
                json.dumps({"errors": [vars(problem) for problem in history.problems]})
            )
        for problem in history.problems[:MOST_PROBLEMS]:
            self.stderr.write(str(problem))
        raise CommandError(
            f"{len(history.problems)} value(s) are wrong; nothing was loaded. Correct them and run"
            " the command again.",
            returncode=BAD_INPUT,
        )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CommandError(
                "The file is larger than 50 MB; split it by half-year.", returncode=BAD_INPUT
            )
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            f"The file cannot be read: {error.strerror}.", returncode=BAD_INPUT
        ) from None


def _result_text(result: ImportResult, history: HistoryFile, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({**vars(result), "warnings": history.warnings})
    return f"{result.created} created, {result.amended} amended, {result.unchanged} unchanged."
