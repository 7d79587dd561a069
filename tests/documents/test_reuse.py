"""What is kept from one letter to the next changes no byte of any letter, and is nobody's."""

from __future__ import annotations

import dataclasses
import random

import pytest
from defusedxml.ElementTree import fromstring

from reports.documents import engine as pdf
from reports.documents import errors, passages, reuse
from reports.documents import service as render_service
from reports.notices import tasks
from reports.notices.content.document import to_json
from reports.notices.content.layout import page_of, script_page_of, sentences
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from reports.notices.text.languages import LANGUAGES
from tests.documents.plain_drawing import hash_of, hashes_without_reuse, named

KINDS = (NoticeKind.N1_RECEIPT, NoticeKind.N1_INTENT, NoticeKind.N2)


def pages_in(languages, kinds=KINDS):
    for language in languages:
        for kind in kinds:
            content = specimen(kind, language)
            yield page_of(content)
        yield page_of(content, large=True)
        yield script_page_of(content)


def same_bytes(pages):
    plain = hashes_without_reuse(pages)
    for seed in (1, 2):  # whatever was drawn before
        order = list(range(len(pages)))
        random.Random(seed).shuffle(order)
        drawn = {number: hash_of(pages[number]) for number in order}
        assert [drawn[number] for number in range(len(pages))] == plain


@pytest.mark.parametrize("language", ["es", "ar", "zh-Hans"])
def test_reuse_changes_no_byte(language):
    same_bytes(list(pages_in([language], KINDS[1:2])))


@pytest.mark.long
@pytest.mark.parametrize("languages", [list(LANGUAGES)[start::4] for start in range(4)])
def test_reuse_changes_no_byte_of_any_sheet(languages):
    same_bytes(list(pages_in(languages, tuple(NoticeKind))))


def test_little_room_changes_no_byte_either(monkeypatch):
    pages = list(pages_in(["es"], KINDS[:1]))
    plain = [hash_of(page) for page in pages]
    monkeypatch.setattr(passages, "MOST_PASSAGES", 3)
    monkeypatch.setattr(reuse, "MOST_STYLES", 40)
    passages.kept.clear()
    assert [hash_of(page) for page in pages] == plain
    assert len(passages.kept) <= 3


def test_a_letter_is_set_once_and_its_sentences_then_moved(monkeypatch):
    page = page_of(specimen(NoticeKind.N2, "pl"))
    passages.kept.clear()
    hash_of(page)
    kept = list(passages.kept)
    hash_of(page)
    assert kept
    assert list(passages.kept) == kept


def test_nothing_written_for_one_person_is_kept():
    passages.kept.clear()
    content = specimen(NoticeKind.N1_INTENT, "es")
    hash_of(page_of(content))
    known = set().union(*(sentences(lang, content.citations) for lang in ("es", "en")))
    known |= {said.text for label in content.labels for said in label.sayings}
    known |= {said.text for said in content.titles} | {"/", "•"}
    spoken = " ".join(known)
    kept = [text.strip() for text in passages.texts_kept() if text.strip()]
    assert len(kept) > 50
    assert [text for text in kept if text not in spoken] == []
    for personal in (content.person_name, content.family_name, content.number, content.code):
        assert personal in to_json(content)
        assert not any(personal in text for text in kept)


def test_a_sentence_with_a_value_is_not_marked():
    content = specimen(NoticeKind.N1_INTENT, "en")
    tree = fromstring(f"<body>{page_of(content).html}</body>")
    marked = [
        "".join(element.itertext())
        for element in tree.iter()
        if passages.FRAGMENT in element.attrib
    ]
    assert len(marked) > 20
    for words in marked:
        assert content.number not in words
        assert content.person_name not in words


def test_a_letter_no_font_has_fails_the_second_time_too():
    page = page_of(specimen(NoticeKind.N2, "en"))
    spoiled = dataclasses.replace(page, html=page.html.replace("</h2>", "\U0001f6b8</h2>"))
    for _ in range(2):
        with pytest.raises(errors.MissingGlyphs):
            pdf.render_document(**named(spoiled))


def test_anchors_are_known_once_also_where_half_the_page_is_new():
    half = '<p id="one">One</p>'
    whole = f'{half}<p id="two">Two</p>'
    for page in (half, whole, whole):
        assert pdf.render_document(page, css="", title="-", lang="en").startswith(b"%PDF")


def test_a_page_that_is_not_xml_is_read_as_html():
    assert pdf.render_document("<p>One<br>two", css="", title="-", lang="en").startswith(b"%PDF")


def test_a_worker_starts_with_the_sentences_of_a_letter(monkeypatch):
    drawn = []
    monkeypatch.setattr(render_service, "warm", drawn.append)
    tasks.start_renderer()
    (page,) = drawn
    assert 'data-said=""' in page.html


def test_a_worker_without_fonts_says_so_and_goes_on(monkeypatch, caplog):
    def missing(_page):
        raise errors.FontsMissing("The fonts are not set up: run script/fonts.")

    monkeypatch.setattr(render_service, "warm", missing)
    tasks.start_renderer()
    assert "run script/fonts" in caplog.text
