"""The page of an import: what was found, and the file back."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from reports.core.clock import now
from reports.imports.jobs.actions import forget_old_files
from tests.web.desk.imports.helpers import bring, page, rows, send, typed, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(clerk):
    job_id = bring(clerk, *rows(2), *rows(4, channel="pigeon")[2:])
    send(clerk, "import_columns", job_id, **typed(job_id))
    work()
    return job_id


def test_problems_stand_by_value_and_by_row(clerk, checked):
    found = page(clerk, "import", checked)
    assert "What is wrong, by value" in found
    assert "Row by row" in found
    assert "Use one of: fax" in found


def test_the_file_comes_back_with_a_column_of_what_is_wrong(clerk, checked):
    csv = clerk.get(reverse("desk:import_csv", args=[checked]))
    assert b"import_errors" in csv.content
    assert csv["Cache-Control"] == "no-store"
    assert "jail" not in csv["Content-Disposition"]
    book = clerk.get(reverse("desk:import_workbook", args=[checked]))
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-1] == "import_errors"
    assert "none of the words" in str(sheet.cell(row=4, column=sheet.max_column).value)


def test_a_page_asks_little(clerk, checked):
    for name in ("import", "import_columns", "import_run"):
        where = reverse(f"desk:{name}", args=[checked])
        clerk.get(where)
        with CaptureQueriesContext(connection) as asked:
            clerk.get(where)
        assert len(asked) <= 12, name


def test_once_the_file_is_gone_the_page_still_says_what_became_of_it(clerk, checked):
    forget_old_files(at=now() + timedelta(days=9))
    assert "was removed after seven days" in page(clerk, "import", checked)
    page(clerk, "import_columns", checked)
    assert clerk.get(reverse("desk:import_csv", args=[checked])).status_code == 403
