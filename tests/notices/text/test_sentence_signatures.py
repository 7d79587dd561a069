"""A translation is signed sentence by sentence; in production nothing else is printed."""

from __future__ import annotations

import gettext
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.notices.content.compose import build_content, receipt_for
from reports.notices.content.facts import SupportContactFacts
from reports.notices.content.specimens import CHECK_ADDRESS, specimen_facts
from reports.notices.kinds import NoticeKind
from reports.notices.text import catalogs, languages
from reports.notices.text.languages import (
    LANGUAGES,
    SentenceSignature,
    approved_languages,
    catalog,
    parse_signature,
    sheet_language,
)
from reports.notices.text.sentences import READ_TO_YOU, TEXTS
from tests.notices.spoken import spoken_text

SPANISH = LANGUAGES["es"]
WORDS = {english: f"({english})" for english in TEXTS.values()}
DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def own_catalogs(tmp_path, monkeypatch):
    """The Spanish catalog in a folder of its own, with words and no signature."""
    monkeypatch.setattr(catalogs, "LOCALE_DIR", tmp_path)
    monkeypatch.setattr(languages, "LOCALE_DIR", tmp_path)
    catalogs.rewrite(SPANISH, WORDS)
    _forget()
    yield
    _forget()


def _forget() -> None:
    catalog.cache_clear()
    loaded: Any = gettext
    loaded._translations.clear()


def signed(*keys: str) -> None:
    """Sign the Spanish sentences with these keys, or all."""
    catalogs.sign(SPANISH, signer="Ada Reviewer", on=DAY, keys=keys)
    _forget()


def unsigned(*keys: str) -> None:
    """Sign every sentence but these."""
    signed(*(key for key in TEXTS if key not in keys))


def letter(kind: NoticeKind = NoticeKind.N2, *, production: bool = True, **changes: Any):
    return build_content(
        replace(specimen_facts(kind, "es"), specimen=False, **changes),
        kind=kind,
        language="es",
        number="X-2026-00001",
        code="ABCDEFGHJKLM",
        check_address=CHECK_ADDRESS,
        issued_on=date(2026, 3, 2),
        production=production,
    )


def paragraphs(content, lang="es"):
    columns = (column for section in content.sections for column in section.columns)
    return [part for column in columns if column.lang == lang for part in column.paragraphs]


def test_each_sentence_is_signed_by_itself():
    signed("title.N2")
    assert catalog("es").signed == {"title.N2"}
    assert catalogs.signatures_of(SPANISH)[TEXTS["title.N2"]].signer == "Ada Reviewer"
    signed()
    assert catalog("es").signed == set(TEXTS)


def test_a_signature_lapses_alone_when_its_words_change():
    signed()
    changed = {**WORDS, TEXTS["page.start"]: "¿Otra cosa?"}
    catalogs.rewrite(SPANISH, changed, catalogs.signatures_of(SPANISH))
    _forget()
    assert set(TEXTS) - catalog("es").signed == {"page.start"}


def test_a_sentence_without_words_cannot_be_signed():
    catalogs.rewrite(SPANISH, {**WORDS, TEXTS["page.start"]: ""})
    assert catalogs.sign(SPANISH, signer="Ada Reviewer", on=DAY) == len(TEXTS) - 1


def test_the_update_keeps_signatures(monkeypatch):
    signed("title.N2")
    catalogs.main([])
    _forget()
    assert catalog("es").signed == {"title.N2"}
    catalogs.main(["sign", "es", "Ada Reviewer", "2026-11-22", "title.N1"])
    _forget()
    assert catalog("es").signed == {"title.N1", "title.N2"}


@pytest.mark.parametrize(
    "text", ["", "Ada", "Ada, 2026-11-21", "Ada, yesterday, 0a1b", ", 2026-11-21, 0a"]
)
def test_what_is_no_signature_counts_for_nothing(text):
    assert parse_signature(text) is None


def test_a_name_may_have_a_comma():
    found = parse_signature("Ada Reviewer, Ph.D., 2026-11-21, 0a1b")
    assert found == SentenceSignature("Ada Reviewer, Ph.D.", DAY, "0a1b")


def test_a_language_does_not_go_dark_because_one_sentence_is_new():
    unsigned("ground.none")
    assert sheet_language("es", production=True) == "es"
    unsigned_reading = {key for key in TEXTS if key != READ_TO_YOU}
    catalogs.rewrite(SPANISH, WORDS)
    signed(*unsigned_reading)
    assert sheet_language("es", production=True) == "en"


def test_a_language_that_would_be_mostly_english_is_not_offered():
    signed(READ_TO_YOU, "title.N2")
    assert [language.code for language in approved_languages(production=True)] == ["en"]


def test_an_unsigned_passage_stands_in_english_with_who_can_read_it():
    unsigned("happened.not_federal")
    content = letter()
    shown = paragraphs(content)
    [(place, passage)] = [
        (place, part)
        for place, part in enumerate(shown)
        if part.text == TEXTS["happened.not_federal"]
    ]
    assert passage.lang == "en"
    assert shown[place + 1].text == f"({TEXTS[READ_TO_YOU]})"
    assert f"({TEXTS[READ_TO_YOU]})" in spoken_text(content, lang="es")
    assert content.marks == ()
    assert TEXTS[READ_TO_YOU] not in spoken_text(content, lang="en")


def test_where_every_sentence_is_signed_only_words_written_in_english_need_a_reader():
    signed()
    written = letter(own_words="A court has a final judgment on record.")
    assert f"({TEXTS[READ_TO_YOU]})" in spoken_text(written, lang="es")
    content = letter(own_words="")
    assert content.marks == ()
    assert TEXTS[READ_TO_YOU] not in spoken_text(content, lang="es")


def test_values_in_an_english_passage_are_english_too():
    unsigned("happened.told", "answer.comply")
    assert "On March 2, 2026 at 9:30 AM, we told" in spoken_text(letter(), lang="es")
    assert "On March 2, 2026" in spoken_text(letter(production=False), lang="en")


def test_a_title_label_or_heading_without_a_signature_is_english_once():
    unsigned("title.N2", "head.to", "why.heading")
    content = letter(own_words="")
    assert [(title.lang, title.text) for title in content.titles] == [("en", TEXTS["title.N2"])]
    assert [saying.lang for saying in content.label("head.to")] == ["en"]
    [mark] = content.marks
    assert [(saying.lang, saying.text) for saying in mark.sayings] == [
        ("es", f"({TEXTS[READ_TO_YOU]})")
    ]
    columns = [column for part in content.sections for column in part.columns]
    assert {column.heading_lang for column in columns if column.heading == "Why"} == {"en", ""}


def test_a_help_line_keeps_its_own_words_where_the_sentence_behind_it_is_unsigned():
    unsigned("call.from_custody")
    line = SupportContactFacts(name="Ayuda", contact="555-0101", from_custody=True)
    content = letter(help_lines=(line,))
    assert any(part.text == TEXTS["call.from_custody"] for part in paragraphs(content))


def draft_passages(content):
    """The sections that end with the mark of a draft."""
    return [
        section.name
        for section in content.sections
        for column in section.columns
        if column.paragraphs and column.paragraphs[-1].text.startswith("(DRAFT")
    ]


def test_drafts_are_printed_outside_production_and_only_their_passage_is_marked():
    unsigned("happened.not_federal", "proof.heading")
    content = letter(production=False)
    assert f"({TEXTS['happened.not_federal']})" in spoken_text(content, lang="es")
    assert (content.marks, draft_passages(content)) == ((), ["happened", "proof"])
    signed()
    assert draft_passages(letter(production=False)) == []


def test_where_nothing_is_signed_one_mark_stands_above_all():
    content = letter(production=False)
    assert [mark.name for mark in content.marks] == ["mark.draft"]
    assert draft_passages(content) == []


def test_a_draft_title_or_label_is_marked_above():
    unsigned("head.to")
    content = letter(production=False)
    assert [mark.name for mark in content.marks] == ["mark.draft"]
    assert draft_passages(content) == []


def test_production_prints_no_draft_and_marks_none():
    unsigned("happened.not_federal")
    content = letter()
    assert (content.marks, draft_passages(content)) == ((), [])
    signed()
    assert letter(production=False).marks == ()


def test_a_receipt_prints_only_what_is_signed():
    unsigned("receipt.title")
    receipt = receipt_for(letter(), production=True)
    assert [title.lang for title in receipt.titles] == ["en"]
    assert [mark.name for mark in receipt.marks] == [READ_TO_YOU]
    assert [mark.name for mark in receipt_for(letter()).marks] == ["mark.draft"]
