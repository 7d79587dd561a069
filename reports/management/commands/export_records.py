"""`export_records --agency CODE --by EMAIL --from DAY --to DAY --out DIR`: a draft of public
records.
"""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.core.clock import now
from reports.core.refusals import PermissionRefused, Refused
from reports.documents.errors import RenderError
from reports.exports.public_records.actions import draft_public_records
from reports.exports.public_records.files import files_of
from reports.management.commands.export_log import BAD_INPUT, CHECK_FAILED, agency_with
from reports.management.commands.set_threshold import person


class Command(BaseCommand):
    help = (
        "Write a draft of the agency's public records relating to ICE access, marked as not"
        " reviewed: one PDF, the same as CSV, the log of what is withheld, a response letter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--from", required=True, metavar="DAY", dest="starts_on")
        parser.add_argument("--to", required=True, metavar="DAY", dest="ends_on")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print what was written as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            bundle = draft_public_records(
                agency=agency_with(options["agency"]),
                starts_on=_day(options["starts_on"]),
                ends_on=_day(options["ends_on"]),
                by=person(options["by"]),
                at=now(),
            )
            files = files_of(bundle)
        except PermissionRefused as refused:
            raise CommandError(str(refused), returncode=CHECK_FAILED) from None
        except Refused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        except RenderError as failed:
            why = f"The PDF could not be drawn ({failed}). Choose a shorter period."
            raise CommandError(why, returncode=CHECK_FAILED) from None
        _write(options["out"], files)
        said = {
            "reviewed": False,
            "records": len(bundle.entries),
            "withheld": len(bundle.withheld),
            "files": sorted(files),
        }
        words = f"{len(bundle.entries)} records, draft, not reviewed: {', '.join(sorted(files))}."
        self.stdout.write(json.dumps(said) if options["json"] else words)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{text[:20]!r} is no day such as 2026-03-01.", returncode=BAD_INPUT
        ) from None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, data in files.items():
            with open(folder / name, "wb", opener=_for_its_owner) as file:
                file.write(data)
    except OSError as error:
        raise CommandError(
            f"The files cannot be written: {error.strerror}.", returncode=BAD_INPUT
        ) from None


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
