"""A paragraph from a sentence, with the language it stands in."""

from __future__ import annotations

from reports.notices.content.document import Paragraph
from reports.notices.text.formatting import Saying
from reports.notices.text.languages import ENGLISH


def text(words: str, style: str = "text", lang: str = "") -> Paragraph:
    """A paragraph. One whose translation may not be printed stands in English and says so."""
    is_fallback = isinstance(words, Saying) and words.is_fallback
    return Paragraph(style=style, text=str(words), lang=ENGLISH.code if is_fallback else lang)
