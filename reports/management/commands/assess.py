"""`assess`: facts in, assessment out, under C.G.S. section 54-192h. Reads no database, so it runs
anywhere.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from reports.law.assess import JURISDICTION, SHIPPED_STATE, FactsError, LawState
from reports.law.json_lines import assess_line, assess_object
from reports.law.register.state_json import StateError, load_state

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Assess facts under the act in force on their day. One JSON object, or one per line with"
        " --jsonl."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", help="facts as JSON; standard input if left out"
        )
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help="one object per line; bad lines do not stop the run",
        )
        parser.add_argument(
            "--state", metavar="FILE", help="a state of the law written by export_law_state"
        )
        parser.add_argument(
            "--json", action="store_true", help="accepted for likeness; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        state = read_state(options["state"])
        with open_input(options["file"]) as source:
            if options["jsonl"]:
                self.answer_lines(source, state)
            else:
                self.answer_one(source.read(), state)

    def answer_one(self, raw: bytes, state: LawState) -> None:
        try:
            self.stdout.write(json.dumps(assess_object(raw, state), indent=2))
        except FactsError as refused:
            named = "\n".join(f"{error.field}: {error.message}" for error in refused.errors)
            raise CommandError(
                f"The facts could not be understood.\n{named}", returncode=BAD_INPUT
            ) from None

    def answer_lines(self, source: Iterable[bytes], state: LawState) -> None:
        bad = 0
        for raw in source:
            if raw.strip():
                understood, answer = assess_line(raw, state)
                bad += not understood
                self.stdout.write(answer)
        if bad:
            raise CommandError(
                f"{bad} line(s) could not be understood; see their errors.", returncode=BAD_INPUT
            )


def open_input(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as fault:
        raise CommandError(
            f"{name} cannot be read: {fault.strerror}", returncode=BAD_INPUT
        ) from None


def read_state(name: str | None) -> LawState:
    """The shipped state, or the one in the named file."""
    if name is None:
        return SHIPPED_STATE
    try:
        return load_state(Path(name).read_text("utf-8-sig"), JURISDICTION)
    except (OSError, UnicodeDecodeError, StateError) as fault:
        raise CommandError(f"--state {name}: {fault}", returncode=BAD_INPUT) from None
