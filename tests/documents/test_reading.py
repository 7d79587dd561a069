"""What is read aloud, searched or copied is what is printed, in every language."""

from __future__ import annotations

import pytest

from reports.notices.content.document import NoticeContent
from reports.notices.content.specimens import specimen
from reports.notices.text.formatting import ISOLATE, POP
from reports.notices.text.languages import LANGUAGES
from tests.documents.made import EVERY_SHEET, rendered_notice
from tests.documents.reading import by_pdfium, by_poppler, read_aloud, spoken_words, squeezed, tidy

SHEETS = pytest.mark.parametrize(("kind", "language"), EVERY_SHEET)


def body_of(content: NoticeContent) -> str:
    """The words of the sections in reading order, list marks included."""
    parts: list[str] = []
    for section in content.sections:
        for column in section.columns:
            parts += [column.heading] if column.heading else []
            parts += [f"• {p.text}" if p.style == "item" else p.text for p in column.paragraphs]
    return tidy(" ".join(parts).replace(ISOLATE, "").replace(POP, ""))


@SHEETS
def test_read_aloud_is_word_for_word_the_letter(kind, language):
    assert body_of(specimen(kind, language)) in spoken_words(rendered_notice(kind, language))


@SHEETS
def test_each_passage_is_spoken_in_its_own_language(kind, language):
    content = specimen(kind, language)
    spoken = {}
    for run in read_aloud(rendered_notice(kind, language)):
        spoken[run.lang] = spoken.get(run.lang, "") + run.text
    for section in content.sections:
        for column in section.columns:
            assert squeezed(column.heading) in squeezed(spoken[column.lang])


@SHEETS
def test_other_programs_extract_the_same_words(kind, language):
    content = specimen(kind, language)
    found = by_pdfium(rendered_notice(kind, language)), by_poppler(rendered_notice(kind, language))
    for section in content.sections:
        for column in section.columns:
            if not LANGUAGES[column.lang].right_to_left:
                heading = squeezed(column.heading)
                assert all(heading in squeezed(text) for text in found)


@SHEETS
def test_the_name_stands_whole_and_once_at_the_head(kind, language):
    content = specimen(kind, language)
    name = content.recipient_name or content.person_name
    head = [
        run.text
        for run in read_aloud(rendered_notice(kind, language))
        if any(tag.startswith("TD") for tag in run.path)
    ]
    assert tidy("".join(head)).startswith(tidy(name))
