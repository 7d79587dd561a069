"""Files made in the test, sound and broken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.uploads.tables import ReadAs, read_table

HERE = Path(__file__).parent
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(*rows: Any, then: Callable[[Worksheet], object] | None = None) -> bytes:
    """One sheet with these rows, changed once more by `then`."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if then is not None:
        then(book.active)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def log(then: Callable[[Worksheet], object] | None = None) -> bytes:
    """Three rows under a header."""
    days = [[f"00{n}", date(2026, 3, n), n, "x"] for n in (1, 2, 3)]
    return workbook(["id", "day", "n", "f"], *days, then=then)


def with_parts(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """The package with parts in place of others, added, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in [*given.namelist(), *(set(changed) - set(given.namelist()))]:
            content = changed[name] if name in changed else given.read(name)
            if content is not None:
                made.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sheet_xml(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with the XML of its first sheet changed."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        return with_parts(data, {name: change(given.read(name))})


def ods(body: str, *, styles: str = "", doctype: str = "") -> bytes:
    """A spreadsheet document whose tables are `body`."""
    spaces = " ".join(
        f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    text = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {spaces} {calc}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", ODS_TYPE)
        made.writestr("content.xml", text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def ods_table(*rows: str, name: str = "Log", style: str = "") -> str:
    """A table of rows of cells parted by a bar."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{named}>{"".join(rows)}</table:table>'


def ods_row(text: str, attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in text.split("|")
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def kept(name: str) -> bytes:
    """A file that no library in the lock can make."""
    return (HERE / name).read_bytes()


def rows(data: bytes, **how: Any) -> list[tuple[int, tuple[str, ...]]]:
    """The rows by number, read as `how` says."""
    return [(row.number, row.cells) for row in read_table(data, ReadAs(**how)).rows()]


def problems(data: bytes, **how: Any) -> list[tuple[int, str, str]]:
    """Row, column and weight of what is wrong."""
    return [(p.row, p.column, p.level) for p in read_table(data, ReadAs(**how)).problems]
