"""The one writer of plain tables as workbooks: every cell is text, so that nothing computes (OWASP
ASVS 5.0, 1.2.10), and rows go to disk as they come, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_workbook(
    raw: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[str | int]], *, sheet: str
) -> None:
    """One sheet with a header row. Signs that XML cannot hold are left out."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    page.append([_text(page, name) for name in columns])
    for row in rows:
        page.append([_text(page, str(value)) for value in row])
    book.save(raw)


def _text(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell
