"""Large print and the script for reading aloud, under the same tests as the sheets they go with."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest

from reports.notices.content.document import NoticeContent
from reports.notices.content.specimens import specimen
from reports.notices.status import EnclosureKind
from reports.notices.text.formatting import ISOLATE, POP
from tests.documents import golden
from tests.documents.conformance import complaints
from tests.documents.made import EVERY_FORM, rendered_form
from tests.documents.reading import read_aloud, spoken_words, squeezed, tidy
from tests.documents.test_reading import body_of

pytestmark = pytest.mark.sqlite  # no database is asked
SHEETS = pytest.mark.parametrize(("form", "kind", "language"), EVERY_FORM)
MOST_PAGES = {EnclosureKind.LARGE: 8, EnclosureKind.SCRIPT: 4}


def passages(content: NoticeContent) -> Iterator[str]:
    """What is read to the person, in order. A script sets boxes where the letter has bullets."""
    for section in content.sections:
        for column in section.columns:
            yield column.heading
            yield from (paragraph.text for paragraph in column.paragraphs)


def words_of(form: EnclosureKind, content: NoticeContent) -> str:
    if form is EnclosureKind.LARGE:
        return body_of(content)
    return tidy(" ".join(passages(content)).replace(ISOLATE, "").replace(POP, ""))


@SHEETS
def test_it_keeps_to_the_standards_and_stays_short(form, kind, language):
    data = rendered_form(form, kind, language)
    assert complaints(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert 1 <= len(pdf.pages) <= MOST_PAGES[form]


@SHEETS
def test_read_aloud_is_word_for_word_the_letter(form, kind, language):
    assert words_of(form, specimen(kind, language)) in spoken_words(
        rendered_form(form, kind, language)
    )


@SHEETS
def test_each_passage_is_spoken_in_its_own_language(form, kind, language):
    spoken: dict[str, str] = {}
    for run in read_aloud(rendered_form(form, kind, language)):
        spoken[run.lang] = spoken.get(run.lang, "") + run.text
    for section in specimen(kind, language).sections:
        for column in section.columns:
            assert squeezed(column.heading) in squeezed(spoken[column.lang])


@SHEETS
def test_it_reads_as_it_did(form, kind, language):
    assert (
        golden.read_as(rendered_form(form, kind, language))
        == golden.kept(language, form.value)[kind.value]["read_as"]
    )


@SHEETS
def test_it_looks_as_it_did(form, kind, language):
    now, before = (
        golden.pages_of(rendered_form(form, kind, language)),
        golden.kept_pages(language, kind, form.value),
    )
    assert len(now) == len(before)
    assert max(map(golden.difference, now, before)) <= golden.MOST_DIFFERENT
