"""Whether words that will stand on many notices can be printed at all: they are rendered once."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape

from reports import documents
from reports.core.refusals import StateRefused
from reports.documents import Page
from reports.documents.errors import MissingGlyphs
from reports.notices.content.facts import UnprintableFacts, check_text


def check_printable_words(words: Sequence[str], language: str, *, name: str) -> None:
    """Raise StateRefused where a notice could not print the words: a character without a glyph
    would stop every notice that bears them. `name` says what they are; only "own words" may be
    longer than a line.
    """
    try:
        for text in words:
            check_text(name, text)
        shown = "</p><p>".join(escape(text) for text in words if text)
        documents.render(_page(shown, language))
    except UnprintableFacts as refused:
        raise StateRefused(str(refused)) from refused
    except MissingGlyphs as refused:
        raise StateRefused(
            "None of the fonts of the letters has one of these signs. Write it with others."
        ) from refused


def _page(words: str, language: str) -> Page:
    """A page that is rendered only to check that it can be."""
    created = documents.CREATED
    return Page(html=f"<p>{words}</p>", css="", lang=language, title="Check", created=created)
