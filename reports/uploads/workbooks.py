"""The first sheet of a foreign workbook as rows of text, read where there is nothing to steal.

A workbook of a few kilobytes can say that its last cell stands seventeen billion cells away, and a
reader that makes room for them ends its process. Therefore it is read in the process for foreign
files, which may die, with bounds on time and memory; whoever asked goes on.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

from reports import documents
from reports.documents.errors import RenderError
from reports.uploads.cleaning import limited_memory

READING = "reports.uploads.workbooks:read"
SECONDS = 10.0
MOST_UNPACKED = 200 * 1024 * 1024
TOO_LARGE = "The workbook is too large; split it by half-year."
UNREADABLE = "The workbook cannot be read. Save it again as XLSX, or as CSV UTF-8."


class UnreadableWorkbook(Exception):
    """The workbook gives no rows; the message is the sentence that says why."""


def first_sheet(data: bytes) -> list[list[str]]:
    """Every row of the first sheet. Raises UnreadableWorkbook, whatever the file did to its
    reader.
    """
    try:
        answer, rows = documents.open_foreign(READING, {}, data, seconds=SECONDS)
    except documents.WorkerTooSlow:
        raise UnreadableWorkbook(TOO_LARGE) from None
    except RenderError:  # whoever opened it died of it
        raise UnreadableWorkbook(UNREADABLE) from None
    if "refused" in answer:
        raise UnreadableWorkbook(answer["refused"])
    found: list[list[str]] = json.loads(rows)
    return found


def read(_values: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The rows as JSON; or `refused`, with the sentence. Runs in the process for foreign files."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with limited_memory():
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                    return {"refused": TOO_LARGE}, b""
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
            shown = [[as_text(cell) for cell in row] for row in rows]
            return {}, json.dumps(shown).encode()
    except MemoryError:
        return {"refused": TOO_LARGE}, b""
    except (zipfile.BadZipFile, CalamineError, IndexError, OSError):
        return {"refused": UNREADABLE}, b""


def as_text(cell: object) -> str:
    """A cell as one would type it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
