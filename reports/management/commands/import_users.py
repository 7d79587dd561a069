"""`import_users FILE`: people from a CSV file with the columns email, role, agency, name. All of it
or none of it.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.accounts.roles import Role
from reports.core.verbs import verb
from reports.management.commands.create_user import BAD_INPUT, create_person_with_role

COLUMNS = {"email", "role"}


class Command(BaseCommand):
    help = (
        "Add people with roles from a CSV file (email, role, agency, name); prints one-time sign-in"
        " links."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        made = import_people(options["file"])
        if options["json"]:
            self.stdout.write(json.dumps(made))
            return
        for person in made:
            self.stdout.write(f"{person['email']} ({person['role']}): {person['link']}")


@verb(system=True)
def import_people(file: Path) -> list[dict[str, str]]:
    """Everybody in the file, or nobody when a row is wrong: the message names row and column."""
    made: list[dict[str, str]] = []
    for number, row in enumerate(_rows(file), start=2):
        word = (row.get("role") or "").strip()
        if word not in {role.value for role in Role}:
            allowed = ", ".join(role.value for role in Role)
            raise CommandError(
                f"Row {number}, column role: {word[:40]!r} is not one of {allowed}.",
                returncode=BAD_INPUT,
            )
        try:
            made.append(
                create_person_with_role(
                    email=(row["email"] or "").strip(),
                    role=Role(word),
                    agency_code=(row.get("agency") or "").strip() or None,
                    name=(row.get("name") or "").strip(),
                )
            )
        except CommandError as error:
            raise CommandError(f"Row {number}: {error}", returncode=BAD_INPUT) from None
    return made


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if not set(reader.fieldnames or []) >= COLUMNS:
                raise CommandError(
                    "The file needs a header row with at least email and role.",
                    returncode=BAD_INPUT,
                )
            return [
                row
                for row in reader
                if any((value or "").strip() for value in row.values() if value is not None)
            ]
    except (OSError, UnicodeDecodeError):
        raise CommandError(
            "The file cannot be read as UTF-8 text. Save it as CSV (UTF-8).", returncode=BAD_INPUT
        ) from None
