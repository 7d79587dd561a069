"""A federal file in the layout that is published: a title block, the header on row 7, one row a
person. Invented.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from openpyxl import Workbook

HEADER = (
    "Detainer Prepare Date",
    "Facility State",
    "Detainer Facility",
    "Detainer Facility Code",
    "Detainer Lift Reason",
    "Gender",
    "Birth Year",
    "Unique Identifier",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    (
        date(2025, 3, 4),
        "CONNECTICUT",
        "HARTFORD POLICE DEPT",
        "HRTFDPD",
        "Bonded Out",
        "Male",
        1980,
        "a",
    ),
    (date(2025, 3, 5), "CT", "HARTFORD POLICE DEPT", "HRTFDPD", None, "Female", 1991, "b"),
    (
        date(2025, 4, 5),
        "CT",
        "NEW HAVEN CORR CENTER",
        "NHCCCT",
        "Booked into Detention",
        "Male",
        1985,
        "c",
    ),
    (
        date(2025, 4, 5),
        "CT",
        "NEW HAVEN CORR CENTER",
        "NHCCCT",
        "Booked into Detention",
        "Male",
        1985,
        "c",
    ),
    (date(2025, 4, 6), "TEXAS", "HARRIS COUNTY JAIL", "HARRITX", None, "Male", 1970, "d"),
    ("soon", "CT", "HARTFORD POLICE DEPT", "HRTFDPD", None, "Male", 1980, "e"),
    (date(2025, 4, 6), "CT", "HARTFORD POLICE DEPT", "", None, "Male", 1980, "f"),
)


def workbook(rows: tuple[tuple[Any, ...], ...] = ROWS) -> bytes:
    book = Workbook()
    sheet = book.active
    for words in ("Detainers", "", "FY2025", "", "For release", ""):
        sheet.append([words])
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def delimited(rows: tuple[tuple[Any, ...], ...] = ROWS) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([name.lower().replace(" ", "_") for name in HEADER])
    writer.writerows(rows)
    return text.getvalue().encode()
