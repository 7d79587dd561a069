"""What the process without keys answers about a foreign file."""

from __future__ import annotations

import resource

import pytest

from reports.uploads import cleaning, pictures
from reports.uploads.refusals import TOO_MANY_PIXELS
from tests.uploads import foreign_files as made

pytestmark = pytest.mark.sqlite  # no database is asked


def test_looking_counts_pages_and_returns_nothing_of_the_file():
    assert cleaning.look({"content_type": cleaning.PDF}, made.pdf(pages=3)) == ({"pages": 3}, b"")
    assert cleaning.look({"content_type": "image/png"}, made.picture("PNG")) == ({"pages": 1}, b"")


def test_the_answer_names_kind_pages_and_what_was_left_behind():
    answer, cleaned = cleaning.clean(
        {"content_type": cleaning.PDF}, made.pdf(change=made.with_stamp)
    )
    assert answer == {"content_type": cleaning.PDF, "pages": 1, "removed": ["/Annots"]}
    assert cleaned.startswith(b"%PDF-")


def test_a_refusal_is_a_sentence_and_no_bytes(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 10)
    refused = {"refused": TOO_MANY_PIXELS}, b""
    assert cleaning.look({"content_type": "image/png"}, made.picture("PNG")) == refused
    assert cleaning.clean({"content_type": "image/png"}, made.picture("PNG")) == refused


def test_memory_is_bounded_while_a_file_is_open_and_as_before_after(monkeypatch):
    before, asked = resource.getrlimit(resource.RLIMIT_DATA), []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    with cleaning.limited_memory():
        assert asked == [(cleaning.MEMORY, before[1])]
    assert asked[-1] == before
