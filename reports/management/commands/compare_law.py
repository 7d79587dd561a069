"""`compare_law FILE --version DAY`: an official text lined up with the entries of the law."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.law.assess import JURISDICTION
from reports.law.statute.comparison import Comparison, NotThisSection, compare
from reports.lawbook.text_files import MOST_BYTES, UnreadableText, section_text

BAD_INPUT = 2


class Command(BaseCommand):
    """`manage.py compare_law FILE --version DAY [--json]`"""

    help = (
        "Lines an official text up with the entries of the law: which say what it says, which"
        " differ, which are missing from it, and what is new in it. Confirms nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        # `--version` is the name of an option that every command of Django has; here it is the
        # day on which the version of the act began.
        parser.add_argument("--json", action="store_true", help="print JSON")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)
        parser.add_argument(
            "--version",
            metavar="DAY",
            dest="law_version",
            required=True,
            choices=[version.code for version in JURISDICTION.versions],
            help="the version of the act, by the day on which it took effect",
        )
        return parser

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as source:
                data = source.read(MOST_BYTES + 1)
            text = section_text(data, JURISDICTION.read_text.section)
            found = compare(text, options["law_version"], JURISDICTION)
        except OSError as fault:
            raise CommandError(
                f"The file cannot be read: {fault.strerror}.", returncode=BAD_INPUT
            ) from fault
        except (UnreadableText, NotThisSection) as fault:
            raise CommandError(str(fault), returncode=BAD_INPUT) from fault
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
            return
        for line in _lines(found):
            self.stdout.write(line)


def _lines(found: Comparison) -> Iterator[str]:
    yield f"Section {found.section}, entries of the version of {found.version}"
    if not found.read:
        yield "No words of this version were recorded; its entries have to be compared by eye."
    elif found.read != found.version:
        yield f"compared with the words of {found.read}; those of {found.version} were not read"
    for title, names in (
        ("The same words", found.matches),
        ("Not in this text", found.missing),
        ("No words recorded", found.unread),
        ("Rests on another text", found.elsewhere),
    ):
        yield f"{title}: {len(names)}"
        yield from (f"  {name}" for name in names)
    yield f"Differs: {len(found.differs)}"
    for entry in found.differs:
        yield f"  {entry.entry} ({'; '.join(entry.because)})"
        yield f"    ours: {entry.ours}"
        yield f"    text: {entry.text or '(nothing)'}"
    yield f"New in this text: {len(found.new)}"
    yield from (f"  {sentence.place} {sentence.text}" for sentence in found.new)
