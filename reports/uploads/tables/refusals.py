"""Why a table is refused as a whole, in sentences fit for whoever brought it."""

from __future__ import annotations

MOST_UNPACKED = 200 * 1024 * 1024
MOST_BYTES = 50 * 1024 * 1024
MOST_PARTS = 5_000
MOST_ROWS = 200_000
MOST_CELLS = 6_000_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767  # what a cell of a spreadsheet holds

EMPTY = "The file is empty. Choose the file again."
TOO_LARGE = "The table is too large. Split it, for example by half-year, and bring the parts."
TOO_LONG = "The file is larger than 50 MB. Split it, for example by half-year, and bring the parts."
UNREADABLE = (
    "The file cannot be read: it is damaged, or no table. Open it, save it again as XLSX or as CSV"
    " UTF-8, and bring that."
)
LOCKED = "The workbook asks for a password. Save it without one and bring it again."
NO_TABLE = (
    "This is no table: CSV, XLSX, XLS and ODS are read. Save the table as XLSX or as CSV UTF-8 and"
    " bring that."
)
WEB_PAGE = (
    "This is a web page under the name of a spreadsheet. Open it, save it as XLSX and bring that."
)
BINARY_WORKBOOK = "This kind of workbook (XLSB) is not read. Save it as XLSX and bring that."
NO_ROWS = "No sheet of the file holds a row. Choose the file again."
HAS_ENTITIES = (
    "The file declares entities, which no spreadsheet does. Save it again as XLSX or as CSV UTF-8."
)


class TableRefused(ValueError):
    """The file gives no rows; the message is the sentence that says why."""
