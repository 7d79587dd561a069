"""`read_table FILE`: how a file is read through the one reader of tables."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.uploads.tables import ReadAs, ReadTable, TableRefused, read_table

BAD_INPUT = 2
SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}


class Command(BaseCommand):
    """`manage.py read_table FILE [--sheet NAME] [--header-row N] [--json]`"""

    help = (
        "Says how a table is read: encoding, delimiter, sheets, header row, columns, rows and what"
        " is wrong with it. Its values are not shown."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        add_reading_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        table = table_of(options["file"], reading_from(options))
        if options["json"]:
            self.stdout.write(json.dumps(as_answer(table), indent=1, ensure_ascii=False))
            return
        for line in _lines(table):
            self.stdout.write(line)


def add_reading_arguments(parser: ArgumentParser) -> None:
    """How a file is to be read where what is found is not what was meant."""
    parser.add_argument("--sheet", default="", help="the sheet to read; found where not said")
    parser.add_argument("--header-row", type=int, help="the row that names the columns")
    parser.add_argument("--encoding", default="", help="of delimited text, such as cp1252")
    parser.add_argument(
        "--delimiter", default="", help="of delimited text: comma, semicolon, tab, bar or one sign"
    )


def reading_from(options: dict[str, Any], expected: tuple[str, ...] = ()) -> ReadAs:
    """What the arguments say."""
    return ReadAs(
        sheet=options["sheet"],
        header_row=options["header_row"],
        encoding=options["encoding"],
        delimiter=SIGNS.get(options["delimiter"], options["delimiter"]),
        expected=expected,
    )


def table_of(path: Path, reading: ReadAs) -> ReadTable:
    """The table of a file on this machine. Raises CommandError with the code for bad input."""
    return table_from(file_bytes(path), reading)


def file_bytes(path: Path) -> bytes:
    """The file. Raises CommandError with the code for bad input."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            f"The file cannot be read: {error.strerror}.", returncode=BAD_INPUT
        ) from None


def table_from(data: bytes, reading: ReadAs) -> ReadTable:
    """The table of a file's bytes. Raises CommandError with the code for bad input."""
    try:
        return read_table(data, reading)
    except TableRefused as refused:
        raise CommandError(str(refused), returncode=BAD_INPUT) from None


def as_answer(table: ReadTable) -> dict[str, Any]:
    """How the file was read, for a program."""
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheets": [sheet.name for sheet in table.sheets],
        "hidden_sheets": [sheet.name for sheet in table.sheets if sheet.is_hidden],
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": list(table.columns),
        "rows": table.row_count,
        "hidden_rows": list(table.hidden_rows),
        "hidden_columns": list(table.hidden_columns),
        "counts_from_1904": table.counts_from_1904,
        "problems": [problem.as_dict() for problem in table.problems],
        "problem_count": table.error_count + table.warning_count,
    }


def _lines(table: ReadTable) -> list[str]:
    text = f"encoding {table.encoding}, delimiter {table.delimiter!r}" if table.encoding else ""
    lines = [
        text or f"workbook with {len(table.sheets)} sheets",
        f"sheet {table.sheet}, header in row {table.header_row}, {table.row_count} rows",
        f"columns: {', '.join(table.columns)}",
    ]
    if table.hidden_rows:
        lines.append(f"{len(table.hidden_rows)} rows are hidden")
    return lines + [
        f"row {problem.row}, column {problem.column or '-'}: {problem.message}"
        for problem in table.problems
    ]
