"""Each sheet beside what it was when people last looked at it: as text read aloud, and as rendered
pages.
"""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from reports.notices.kinds import NoticeKind
from tests.documents import golden
from tests.documents.made import COMPLETE, EVERY_SHEET, rendered_notice

SHEETS = pytest.mark.parametrize(("kind", "language"), EVERY_SHEET)


@SHEETS
def test_the_sheet_reads_as_it_did(kind, language):
    assert (
        golden.read_as(rendered_notice(kind, language))
        == golden.kept(language)[kind.value]["read_as"]
    )


@SHEETS
def test_the_sheet_looks_as_it_did(kind, language):
    now, before = (
        golden.pages_of(rendered_notice(kind, language)),
        golden.kept_pages(language, kind),
    )
    assert len(now) == len(before)
    worst = max(golden.difference(one, other) for one, other in zip(now, before, strict=True))
    assert worst <= golden.MOST_DIFFERENT


def test_every_language_was_looked_at():
    assert sorted(path.stem for path in golden.FOLDER.glob("*.json")) == sorted(COMPLETE)
    assert all(
        set(golden.kept(language)) == {kind.value for kind in NoticeKind} for language in COMPLETE
    )


@pytest.mark.parametrize("language", COMPLETE)
def test_a_mirrored_or_empty_page_would_be_noticed(language):
    page = golden.kept_pages(language, NoticeKind.N1_INTENT)[0]
    assert golden.difference(page, ImageOps.mirror(page)) > golden.MOST_DIFFERENT
    assert golden.difference(page, Image.new("L", page.size, 255)) > golden.MOST_DIFFERENT
