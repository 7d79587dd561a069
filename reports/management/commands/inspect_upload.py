"""Say what would be stored of an upload, through the same code as the screens."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.uploads.inspection import UnacceptableFile, inspect

BAD_INPUT = 2


class Command(BaseCommand):
    """`manage.py inspect_upload FILE [--out FILE] [--json]`"""

    help = "Says what would be stored of an upload: kind, pages, what was removed; or why not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file as somebody would attach it")
        parser.add_argument("--out", type=Path, help="where to write what would be stored")
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = inspect(options["file"].read_bytes())
        except (UnacceptableFile, OSError) as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        if options["out"]:
            options["out"].write_bytes(found.data)
        answer = {
            "kind": found.content_type,
            "pages": found.pages,
            "removed": list(found.removed),
            "size": len(found.data),
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=1))
            return
        removed = ", ".join(found.removed) or "nothing"
        self.stdout.write(f"{found.content_type}, {found.pages} pages; removed: {removed}")
