"""An edition as a formatted workbook: read me, coverage, one sheet per table, changes,
dictionary.
"""

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
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.core.csv_export import escape_formula
from reports.law.moments import local_day
from reports.publication.content.edition import (
    EditionContent,
    coverage_rows,
    level_label,
    long_rows,
)
from reports.publication.content.process_figures import process_rows
from reports.publication.figures.tables import ALL, NOT_COUNTED, TABLES, PublishedTable
from reports.publication.files.catalog import (
    DESCRIPTION,
    DICTIONARY_COLUMNS,
    FILES,
    TITLE,
    dictionary_rows,
)
from reports.publication.files.csv_files import CHANGE_COLUMNS, PROCESS_COLUMNS
from reports.publication.files.json_file import SYMBOLS
from reports.publication.files.license import license_in_force

HEAD = PatternFill("solid", fgColor="DFE1E2")
LINE, WIDE = 15, 110
NUMBERS = frozenset({"count", "accesses", "agencies"})
SIGNS = (
    "; ".join(f"{symbol}: {meaning}" for symbol, meaning in SYMBOLS.items())
    + "; an empty symbol: a number."
)
WIDTHS = {
    "agency": 34,
    "kind": 20,
    "filing_status": 20,
    "review_state": 14,
    "column": 20,
    "value": 18,
    "row_variable": 18,
    "row_value": 14,
    "what": 34,
    "meaning": 60,
    "value_meaning": 60,
    "title": 60,
    "reason": 44,
    "agency_code": 22,
    "row_meaning": 44,
    "column_meaning": 36,
}
STILL = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def edition_xlsx(content: EditionContent, *, at: datetime) -> bytes:
    """Text cells hold text, counts are numbers, and nothing is a formula."""
    book = _empty_book(at)
    _read_me(book, content, at)
    _sheet(
        book,
        "coverage",
        FILES["coverage.csv"][1],
        coverage_rows(content),
        title=FILES["coverage.csv"][0],
        notes=(SIGNS, NOT_COUNTED),
    )
    _table_sheets(book, content)
    if content.process:
        _sheet(
            book,
            "process",
            PROCESS_COLUMNS,
            process_rows(content.process),
            title=FILES["process.csv"][0],
        )
    _sheet(
        book,
        "changes",
        CHANGE_COLUMNS,
        (vars(change) for change in content.changes),
        title=FILES["changes.csv"][0],
    )
    _sheet(
        book,
        "dictionary",
        DICTIONARY_COLUMNS,
        dictionary_rows(content),
        title=FILES["dictionary.csv"][0],
    )
    return _same_bytes_each_time(book, at)


def _empty_book(at: datetime) -> Workbook:
    book = Workbook(write_only=False)
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = (
        "Connecticut Office of Policy and Management"
    )
    book.properties.title = TITLE
    book.properties.created = book.properties.modified = at.replace(tzinfo=None, microsecond=0)
    return book


def _table_sheets(book: Workbook, content: EditionContent) -> None:
    """One sheet for each published table, its codes in words."""
    rows = list(long_rows(content))
    names = content.agency_names | {ALL: "All municipal agencies"}
    for table in TABLES:
        _sheet(
            book,
            table.name[:31],
            _columns(table),
            (_in_words(row, names, content) for row in rows if row["table"] == table.name),
            title=f"{table.title} ({table.unit})",
            notes=(table.note, SIGNS, NOT_COUNTED),
        )


def _columns(table: PublishedTable) -> tuple[str, ...]:
    if table.agencies:
        return ("half_year", "agency_code", "agency", "count", "symbol")
    described = (
        "row_variable",
        "row_value",
        "row_meaning",
        "column_variable",
        "column_value",
        "column_meaning",
    )[: 3 * len(table.variables)]
    return ("half_year", *described, "count", "symbol", "departments_reported")


def _in_words(
    row: dict[str, str], names: dict[str, str], content: EditionContent
) -> dict[str, str]:
    """A row of tables.csv with the meaning of its codes beside them, and how complete it is."""
    reported, departments = content.reporting(row["half_year"])
    return {
        **row,
        "agency": names.get(row["agency_code"], ""),
        "departments_reported": f"{reported} of {departments}",
        "row_meaning": _meaning(row["row_variable"], row["row_value"]),
        "column_meaning": _meaning(row["column_variable"], row["column_value"]),
    }


def _meaning(name: str, value: str) -> str:
    return level_label(name, value) if name else ""


def _read_me(book: Workbook, content: EditionContent, at: datetime) -> None:
    sheet = book.create_sheet("read_me")
    lines: list[tuple[str, str]] = [
        ("Title", TITLE),
        ("Edition", str(content.number)),
        ("Through", content.half_year),
        ("Published", local_day(at).isoformat()),
        ("Threshold T", str(content.threshold or "none")),
        ("About", DESCRIPTION),
        ("Licence", license_in_force().title),
        *((f"Symbol {symbol}", meaning) for symbol, meaning in SYMBOLS.items()),
        *((table.name, f"{table.title}. {table.note}") for table in TABLES),
    ]
    for line in lines:
        sheet.append(line)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, WIDE
    for number, (label, text) in enumerate(sheet.iter_rows(), start=1):
        label.font, label.alignment = Font(bold=True), Alignment(vertical="top")
        text.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = LINE * (1 + len(str(text.value)) // WIDE)
    _set_print_layout(sheet, 1)


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    *,
    title: str,
    notes: Sequence[str] = (),
) -> None:
    """A title, its notes, a frozen heading with a filter, then the rows."""
    sheet = book.create_sheet(name)
    head = _head(sheet, columns, title, notes)
    for row in rows:
        sheet.append([_value(column, row[column]) for column in columns])
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{max(sheet.max_row, head)}"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
        if column in NUMBERS:
            _as_numbers(sheet, number, first=head + 1)
    _set_print_layout(sheet, head)


def _width(column: str) -> float:
    return WIDTHS.get(column, max(12, len(column) + 6))


def _head(sheet: Worksheet, columns: Sequence[str], title: str, notes: Sequence[str]) -> int:
    """The rows above the table, as wide as it is; returns the row of the heading."""
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14)
    wide = max(int(sum(_width(column) for column in columns)), 40)
    for note in notes:
        sheet.append([note])
        cell = sheet.cell(sheet.max_row, 1)
        cell.font = Font(italic=True, color="454C55")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(
            start_row=cell.row, end_row=cell.row, start_column=1, end_column=len(columns)
        )
        sheet.row_dimensions[cell.row].height = LINE * (1 + len(note) // wide)
    sheet.append(list(columns))
    head = int(sheet.max_row)
    for cell in sheet[head]:
        cell.font, cell.fill = Font(bold=True), HEAD
    sheet.freeze_panes = f"A{head + 1}"
    return head


def _as_numbers(sheet: Worksheet, column: int, *, first: int) -> None:
    for (cell,) in sheet.iter_rows(min_row=first, min_col=column, max_col=column):
        cell.number_format = "#,##0"


def _set_print_layout(sheet: Worksheet, head: int) -> None:
    """Landscape, one page wide, the heading on every page."""
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (
        "landscape",
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _value(column: str, value: str) -> int | str | None:
    if not value:
        return None
    return int(value) if column in NUMBERS else escape_formula(value)


def _same_bytes_each_time(book: Workbook, at: datetime) -> bytes:
    """A workbook stores the time of writing in every entry of its archive; ours stores the
    edition's time.
    """
    first, last = io.BytesIO(), io.BytesIO()
    book.save(first)
    with (
        zipfile.ZipFile(first) as source,
        zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = MODIFIED.sub(
                    rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", data
                )
            target.writestr(zipfile.ZipInfo(name, STILL), data, zipfile.ZIP_DEFLATED)
    return last.getvalue()
