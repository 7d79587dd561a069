"""A list of the log and its two kinds of file."""

from __future__ import annotations

from datetime import date

import pytest

from reports.exports.log.tables import MARK, FileKind, LogList, log_table
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [*LogList])
def test_a_file_is_named_by_list_agency_and_day(name):
    table = log_table(name, agency(), at=make.NOW)
    found = table.file_name(agency(), FileKind.XLSX, on=date(2026, 3, 2))
    assert found == f"{name}-hartford-2026-03-02.xlsx"


@pytest.mark.parametrize("name", [*LogList])
def test_a_list_without_rows_has_its_header(name):
    table = log_table(name, agency(), at=make.NOW)
    header = ",".join(f'"{column}"' for column in table.columns)
    assert "".join(table.lines()) == f"{MARK}{header}\r\n"
    assert table.count == 0
