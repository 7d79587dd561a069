"""A file of records row by row, by its own columns or by those that were chosen."""

from __future__ import annotations

import pytest

from reports.imports.detainers.kind import DETAINERS
from reports.imports.files import FileAnswers, ImportFile, unescaped
from reports.uploads.tables import ReadAs, TableRefused, read_table
from tests.factories.detainers import NOW
from tests.imports.detainers.helpers import as_csv, row


def test_columns_that_were_chosen_hold_whatever_they_are_called():
    given = {name.upper() + " x": value for name, value in row().items()}
    table = read_table(as_csv(given, columns=given), ReadAs())
    chosen = {name: name.upper() + " x" for name in row()}
    file = ImportFile(table, FileAnswers(), DETAINERS, chosen)
    ((number, facts, problems),) = file.read(at=NOW)
    assert (number, facts.external_id, problems) == (2, "RMS-1", [])
    with pytest.raises(TableRefused, match="no column"):
        ImportFile(table, FileAnswers(), DETAINERS)


def test_the_mark_that_keeps_a_text_from_computing_is_taken_off():
    assert unescaped("'=1+1") == "=1+1"
    assert unescaped("'tis") == "'tis"
