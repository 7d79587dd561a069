"""`law_status`: every entry of the law register, how we know it, and who confirmed it against the
official text.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.law.assess import JURISDICTION
from reports.law.register.confirmation_status import EntryStatus, law_status
from reports.management.commands.assess import read_state
from reports.management.commands.export_law_state import current_state


class Command(BaseCommand):
    help = (
        "List every rule, duty, definition and list with its citation, source mark and"
        " confirmation."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--require-verified", action="store_true", help="exit 1 while anything is unverified"
        )
        parser.add_argument(
            "--state", metavar="FILE", help="a state written by export_law_state, instead of ours"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        state = read_state(options["state"]) if options["state"] else current_state()
        entries = law_status(JURISDICTION, state)
        unverified = sum(not entry.verified for entry in entries)
        self.stdout.write(
            as_json(entries, unverified) if options["json"] else as_text(entries, unverified)
        )
        if options["require_verified"] and unverified:
            raise CommandError(
                f"{unverified} of {len(entries)} entries are unverified.", returncode=1
            )


def as_json(entries: tuple[EntryStatus, ...], unverified: int) -> str:
    return json.dumps(
        {"unverified": unverified, "entries": [entry.as_dict() for entry in entries]}, indent=2
    )


def as_text(entries: tuple[EntryStatus, ...], unverified: int) -> str:
    lines = [entry.as_line() for entry in entries]
    return "\n".join([*lines, f"{len(entries) - unverified} verified, {unverified} unverified"])
