"""Forms of an import."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reports.imports.detainers.kind import DETAINERS
from reports.uploads.tables.refusals import MOST_BYTES
from reports.web.desk.imports.forms import ColumnsForm, ImportFileForm, ReadingForm, RunForm


def test_a_file_over_the_limit_is_told_so_at_its_field():
    large = SimpleNamespace(name="x.csv", size=MOST_BYTES + 1, read=lambda: b"a")
    form = ImportFileForm({"kind": "detainers"}, {"file": large})
    assert "50 MB" in str(form.errors["file"])


def test_only_what_a_kind_of_file_has_is_asked():
    book = ReadingForm({"sheet": "A"}, found={"is_workbook": True, "sheets": [["A", False]]})
    assert book.is_valid()
    assert (book.reading().sheet, set(book.fields)) == ("A", {"sheet", "header_row"})
    text = ReadingForm({"delimiter": "\t", "header_row": "3"}, found={})
    assert text.is_valid()
    assert (text.reading().delimiter, text.reading().header_row) == ("\t", 3)


@pytest.mark.parametrize("has_hidden", [True, False])
def test_hidden_rows_are_asked_where_there_are_any(has_hidden):
    form = ColumnsForm(
        kind=DETAINERS, header=["a", "b"], first_row=["1"], has_hidden_rows=has_hidden
    )
    assert ("hidden_rows" in form.fields) is has_hidden
    choices = form.fields["column_notes"].choices
    assert list(choices) == [("", "None"), ("a", "a (first row: 1)"), ("b", "b")]


def test_all_or_nothing_is_offered_where_nothing_is_wrong():
    assert RunForm({"mode": "all"}, wrong=0).is_valid()
    assert not RunForm({"mode": "all"}, wrong=1).is_valid()
