"""The words of a section out of the kinds of files that people save them in."""

from __future__ import annotations

import json

import pytest

from reports.lawbook.text_files import MOST_BYTES, UnreadableText, section_text

WORDS = "(a) “Trident” means a fork. (b) No ship moors."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        f"\ufeff{WORDS}".encode(),
        WORDS.encode("cp1252"),
        json.dumps({"sections": [{"number": "7.", "text": WORDS}, {"number": "8"}]}).encode(),
        f"<!DOCTYPE html><head><title>No</title></head><body><nav>No</nav>{WORDS}</body>".encode(),
        f"<html><script>no()</script><p>{WORDS.replace('. (b)', '.</p><p>(b)')}</html>".encode(),
    ],
    ids=["text", "byte order mark", "cp1252", "json", "page", "paragraphs"],
)
def test_each_kind_holds_the_same_words(data):
    assert section_text(data, "7").split() == WORDS.split()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "not text"),
        (b"\x89PNG\0\0", "not text"),
        (b'{"sections": []}', "does not have section 7"),
        (b'{"sections": [{"number": 7, "text": ""}]}', "JSON must hold"),
        (b'{"sections": [{"number": "7", "text": 5}]}', "does not have section 7"),
        (b'{"sections": 5}', "JSON must hold"),
        (b"[" * 100_000, "JSON must hold"),
        (b"[1]", "JSON must hold"),
        (b"(a)" + b" " * MOST_BYTES, "larger than"),
        (b"\x81\x8d(a)", "cannot be read"),
    ],
)
def test_what_holds_no_words_is_refused_with_its_cure(data, says):
    with pytest.raises(UnreadableText, match=says):
        section_text(data, "7")
