"""What crosses from the process for foreign files."""

from __future__ import annotations

import pytest

from reports import documents
from reports.uploads.tables import TableRefused, read_table, reading, refusals
from tests.uploads.tables.made import (
    log,
)


def test_a_file_beyond_its_bytes_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(refusals, "MOST_BYTES", 10)
    with pytest.raises(TableRefused, match="50 MB"):
        read_table(log())


def test_the_rows_can_be_taken_more_than_once():
    table = read_table(log())
    assert list(table.rows()) == list(table.rows())
    assert [row.number for row in table.rows()] == [2, 3, 4]


def test_a_reader_that_dies_refuses_the_file_and_is_replaced(monkeypatch):
    monkeypatch.setattr(reading, "READING", "reports.uploads.tables.opening:nothing_of_this_name")
    with pytest.raises(TableRefused, match="cannot be read"):
        read_table(log())
    monkeypatch.undo()
    assert read_table(log()).row_count == 3


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    def too_slow(*_arguments, **_named):
        raise documents.WorkerTooSlow

    monkeypatch.setattr(documents, "open_foreign", too_slow)
    with pytest.raises(TableRefused, match="too large"):
        read_table(log())
