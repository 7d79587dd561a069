"""`import_users FILE`: people from a table with the columns email, role, agency, name. All of it or
none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.accounts.roles import Role
from reports.core.verbs import verb
from reports.management.commands.create_user import BAD_INPUT, create_person_with_role
from reports.management.commands.read_table import table_of
from reports.uploads.tables import ReadAs

REQUIRED = ("email", "role")
COLUMNS = (*REQUIRED, "agency", "name")


class Command(BaseCommand):
    help = (
        "Add people with roles from a table: CSV, XLSX, XLS or ODS (email, role, agency, name);"
        " prints one-time sign-in links."
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
    for number, row in _rows(file):
        word = row["role"]
        if word not in {role.value for role in Role}:
            allowed = ", ".join(role.value for role in Role)
            raise CommandError(
                f"Row {number}, column role: {word[:40]!r} is not one of {allowed}.",
                returncode=BAD_INPUT,
            )
        try:
            made.append(
                create_person_with_role(
                    email=row["email"],
                    role=Role(word),
                    agency_code=row["agency"] or None,
                    name=row["name"],
                )
            )
        except CommandError as error:
            raise CommandError(f"Row {number}: {error}", returncode=BAD_INPUT) from None
    return made


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by the number the sheet shows. Raises CommandError for what spoils a row."""
    table = table_of(file, ReadAs(expected=COLUMNS))
    columns = [name.strip().lower() for name in table.columns]
    if not set(columns) >= set(REQUIRED):
        raise CommandError(
            "The file needs a header row with at least email and role.", returncode=BAD_INPUT
        )
    for problem in table.problems:
        if problem.level == "error":
            where = f"Row {problem.row}, column {problem.column}"
            raise CommandError(f"{where}: {problem.message}", returncode=BAD_INPUT)
    for row in table.rows():
        if row.is_hidden:
            raise CommandError(
                f"Row {row.number} is hidden. Show it or delete it.", returncode=BAD_INPUT
            )
        yield row.number, dict.fromkeys(COLUMNS, "") | dict(zip(columns, row.cells, strict=True))
