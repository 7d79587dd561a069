"""Specimens, drawn once for all tests of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from reports import documents
from reports.documents import Asset, Page
from reports.notices.content.document import NoticeContent
from reports.notices.content.facts import COVERS
from reports.notices.content.layout import page_of, script_page_of
from reports.notices.content.specimens import specimen, specimen_pictures
from reports.notices.kinds import NoticeKind
from reports.notices.status import EnclosureKind
from reports.notices.text.languages import LANGUAGES, is_complete

COMPLETE = [code for code in LANGUAGES if is_complete(code)]
# Every kind in the two languages used most, one kind in each other language; the rest belongs to
# the long tier.
MOST_USED = {"en", "es"}


def _is_quick(kind: NoticeKind, language: str) -> bool:
    return language in MOST_USED or kind is NoticeKind.N1_INTENT


EVERY_SHEET = [
    pytest.param(kind, language, marks=[] if _is_quick(kind, language) else [pytest.mark.long])
    for language in COMPLETE
    for kind in NoticeKind
]

# Large print and the script have the letter's words: every kind in two languages and one from right
# to left, in each
# other language a kind in turn.
FORMS = (EnclosureKind.LARGE, EnclosureKind.SCRIPT)
FORMED = [kind for kind in NoticeKind if kind not in COVERS]
EVERY_KIND = {*MOST_USED, "ar"}


def formed_kinds(form: EnclosureKind, language: str) -> list[NoticeKind]:
    """The kinds of letter that are looked at in this form and language."""
    turn = COMPLETE.index(language) + FORMS.index(form)
    return FORMED if language in EVERY_KIND else [FORMED[turn % len(FORMED)]]


def _is_quick_form(kind: NoticeKind, language: str) -> bool:
    return kind is NoticeKind.N1_INTENT and language in EVERY_KIND


EVERY_FORM = [
    pytest.param(
        form, kind, language, marks=[] if _is_quick_form(kind, language) else [pytest.mark.long]
    )
    for language in COMPLETE
    for form in FORMS
    for kind in formed_kinds(form, language)
]


def file_of(page: Page) -> bytes:
    """The page's file, with all that belongs in it."""
    rendered = documents.render(page)
    assert rendered.lacks == ""
    return rendered.data


def render(
    html: str, *, css: str = "", lang: str = "en", assets: Mapping[str, Asset] | None = None
) -> bytes:
    """The file of a page of these words."""
    return file_of(a_page(html, css=css, lang=lang, assets=assets))


def a_page(
    html: str, *, css: str = "", lang: str = "en", assets: Mapping[str, Asset] | None = None
) -> Page:
    created = documents.CREATED
    return Page(html=html, css=css, lang=lang, title="x", created=created, assets=assets or {})


def render_notice(
    content: NoticeContent, pictures: Sequence[bytes] = (), *, large: bool = False
) -> bytes:
    return file_of(page_of(content, pictures, large=large))


@cache
def rendered_notice(kind: NoticeKind, language: str, *, blank: bool = False) -> bytes:
    return render_notice(
        specimen(kind, language, blank=blank), () if blank else specimen_pictures(kind)
    )


@cache
def rendered_form(form: EnclosureKind, kind: NoticeKind, language: str) -> bytes:
    """The same letter in large print, or as the script by which it is read aloud."""
    content = specimen(kind, language)
    if form is EnclosureKind.SCRIPT:
        return file_of(script_page_of(content))
    return render_notice(content, large=True)
