"""In which direction a language is written."""

from __future__ import annotations

from reports.notices.text.languages import Language


def direction_of(language: Language) -> str:
    return "rtl" if language.right_to_left else "ltr"
