"""`read_form FILE`: what is read from a federal form, as proposals for the record."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.uploads.inspection import UnacceptableFile
from reports.uploads.paper_forms.reading import FormReading, NoReader, read_form

BAD_INPUT = 2
NO_READER = 3


class Command(BaseCommand):
    """`manage.py read_form FILE [--json]`"""

    help = (
        "Reads the typed values of a fillable federal form (PDF). Pictures and scans are not read:"
        " no reader of pictures is installed. Records nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = read_form(options["file"].read_bytes())
        except OSError as fault:
            raise CommandError(
                f"The file cannot be read: {fault.strerror}.", returncode=BAD_INPUT
            ) from fault
        except UnacceptableFile as fault:
            raise CommandError(str(fault), returncode=BAD_INPUT) from fault
        except NoReader:
            raise CommandError(
                "Nothing is typed in this file. No reader of pictures is installed here: enter the"
                " request from the paper.",
                returncode=NO_READER,
            ) from None
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), indent=1, ensure_ascii=False))
            return
        self.stdout.write(_as_text(found))


def _as_text(found: FormReading) -> str:
    head = f"Form: {found.form or 'not known'}; pages: {found.pages}"
    lines = [
        f"  {name}: {read.value}{'' if read.sure else '  (look at the paper)'}"
        for name, read in found.fields.items()
    ]
    return "\n".join([head, *(lines or ["  Nothing that the record asks for was found."])])
