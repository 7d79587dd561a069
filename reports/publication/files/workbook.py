"""An edition as a formatted workbook: read me, coverage, one sheet per table, changes, dictionary."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from reports.publication.edition import EditionContent, coverage_rows, long_rows
from reports.publication.files.catalogue import DESCRIPTION, FILES, TITLE
from reports.publication.files.delimited import CHANGE_COLUMNS, inert
from reports.publication.files.structured import SYMBOLS
from reports.publication.tables import TABLES, Table

HEAD = PatternFill("solid", fgColor="DFE1E2")
NUMBERS = frozenset({"count", "accesses"})
STILL = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def edition_xlsx(content: EditionContent, *, at: datetime) -> bytes:
    """Text cells hold text, counts are numbers, and nothing is a formula."""
    book = Workbook(write_only=False)
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "Connecticut Office of Policy and Management"
    book.properties.title = TITLE
    book.properties.created = book.properties.modified = at.replace(tzinfo=None, microsecond=0)
    _read_me(book, content, at)
    _sheet(book, "coverage", FILES["coverage.csv"][1], coverage_rows(content))
    rows = list(long_rows(content))
    for table in TABLES:
        _sheet(
            book,
            table.name[:31],
            _columns(table),
            (row for row in rows if row["table"] == table.name),
            title=table.title,
        )
    _sheet(book, "changes", CHANGE_COLUMNS, (vars(change) for change in content.changes))
    return _same_bytes_each_time(book, at)


def _columns(table: Table) -> tuple[str, ...]:
    described = ("row_variable", "row_value", "column_variable", "column_value")[: 2 * len(table.variables)]
    return ("half_year", "agency_code", *described, "count", "symbol")


def _read_me(book: Workbook, content: EditionContent, at: datetime) -> None:
    sheet = book.create_sheet("read_me")
    lines: list[tuple[str, str]] = [
        ("Title", TITLE),
        ("Edition", str(content.number)),
        ("Through", content.half_year),
        ("Published", f"{at:%Y-%m-%d}"),
        ("Threshold T", str(content.threshold or "none")),
        ("About", DESCRIPTION),
        *((f"Symbol {symbol}", meaning) for symbol, meaning in SYMBOLS.items()),
        *((table.name, f"{table.title}. {table.note}") for table in TABLES),
    ]
    for line in lines:
        sheet.append(line)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 110
    for label, text in sheet.iter_rows():
        label.font, text.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def _sheet(
    book: Workbook, name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]], *, title: str = ""
) -> None:
    sheet = book.create_sheet(name)
    if title:
        sheet.append([title])
        sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(list(columns))
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), HEAD
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for row in rows:
        sheet.append([_value(column, row[column]) for column in columns])
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(column) + 6)


def _value(column: str, value: str) -> int | str | None:
    if not value:
        return None
    return int(value) if column in NUMBERS else inert(value)


def _same_bytes_each_time(book: Workbook, at: datetime) -> bytes:
    """A workbook carries the hour of writing in every entry of its archive; ours carries the edition's."""
    first, last = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = MODIFIED.sub(rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", data)
            target.writestr(zipfile.ZipInfo(name, STILL), data, zipfile.ZIP_DEFLATED)
    return last.getvalue()
