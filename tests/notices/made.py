"""Specimens, drawn once for all tests of a run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from reports.notices import render_service
from reports.notices.content import NoticeContent
from reports.notices.facts import NoticeKind
from reports.notices.languages import LANGUAGES, is_complete
from reports.notices.layout import page_of
from reports.notices.specimens import specimen, specimen_pictures

COMPLETE = [code for code in LANGUAGES if is_complete(code)]
# Every kind in the two languages used most, one kind in each other language; the rest belongs to the long tier.
MOST_USED = {"en", "es"}


def _is_quick(kind: NoticeKind, language: str) -> bool:
    return language in MOST_USED or kind is NoticeKind.N1_INTENT


EVERY_SHEET = [
    pytest.param(kind, language, marks=[] if _is_quick(kind, language) else [pytest.mark.long])
    for language in COMPLETE
    for kind in NoticeKind
]


def draw(content: NoticeContent, pictures: Sequence[bytes] = (), *, large: bool = False) -> bytes:
    return render_service.render_page(page_of(content, pictures, large=large))


@cache
def drawn(kind: NoticeKind, language: str, *, blank: bool = False) -> bytes:
    return draw(specimen(kind, language, blank=blank), () if blank else specimen_pictures(kind))
