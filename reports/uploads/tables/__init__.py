"""The one reader of tables that people bring: CSV in any usual encoding and delimiter, XLSX, XLS
and ODS.

Where the sheet, the header row, the encoding or the delimiter is not said it is found, and what was
found is said. The file is opened in the process for foreign files only, with bounds on time, memory
and cells.
"""

from reports.uploads.tables.problems import TableProblem
from reports.uploads.tables.reading import ReadAs, ReadTable, TableRow, read_table
from reports.uploads.tables.refusals import TableRefused
from reports.uploads.tables.sheets import SheetInfo

__all__ = [
    "ReadAs",
    "ReadTable",
    "SheetInfo",
    "TableProblem",
    "TableRefused",
    "TableRow",
    "read_table",
]
