"""What the letters may say, how hard they are to read, and whether each language says all of it."""

from __future__ import annotations

import re
from string import Formatter

import polib
import pytest

from reports.notices.content.specimens import NAMES, specimen
from reports.notices.kinds import NoticeKind
from reports.notices.text import catalogs
from reports.notices.text.languages import (
    ENGLISH,
    LANGUAGES,
    approved_languages,
    catalog,
    is_complete,
    sheet_language,
)
from reports.notices.text.sentences import TEXTS
from tests.notices.grade import grade, syllables
from tests.notices.spoken import spoken_text

TRANSLATED = [
    language
    for language in LANGUAGES.values()
    if language is not ENGLISH and is_complete(language.code)
]
PERMISSION = re.compile(
    r"\b(authori[sz]|permit|allow(s|ed)? by law|law allows|lawful|legal to)", re.IGNORECASE
)


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("word", "count"), [("request", 2), ("immigration", 4), ("asked", 1), ("code", 1), ("the", 1)]
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize("kind", NoticeKind)
def test_english_is_at_or_below_grade_eight(kind):
    assert grade(spoken_text(specimen(kind, "en"), lang="en")) <= 8.0


def test_no_single_sentence_is_beyond_grade_twelve():
    hard = {
        key: round(grade(text), 1)
        for key, text in TEXTS.items()
        if len(text.split()) > 8 and grade(text) > 12
    }
    assert hard == {}


def test_the_law_is_never_said_to_permit():
    assert [key for key, text in TEXTS.items() if PERMISSION.search(text)] == []


def test_each_sentence_stands_once():
    """Catalogues go by the sentence: the same words for two things would share one translation."""
    assert len(set(TEXTS.values())) == len(TEXTS)


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_the_compiled_catalogue_is_the_translators_file(language):
    path = catalogs.po_path(language)
    assert path.with_suffix(".mo").read_bytes() == catalogs.compiled(language)
    by_hand = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert by_hand == {
        entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))
    }


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_nothing_is_missing_doubtful_or_left_in_english(language):
    file = polib.pofile(str(catalogs.po_path(language)))
    assert {entry.msgid for entry in file} == set(TEXTS.values())
    assert [entry.msgid for entry in file if "fuzzy" in entry.flags] == []
    same = [entry.msgid for entry in file if entry.msgstr == entry.msgid and len(entry.msgid) > 16]
    assert same == []


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_translations_keep_every_blank(language):
    file = polib.pofile(str(catalogs.po_path(language)))
    assert [entry.msgid for entry in file if names_in(entry.msgid) != names_in(entry.msgstr)] == []


def test_the_template_for_translators_is_up_to_date():
    assert (catalogs.LOCALE_DIR / "notices.pot").read_bytes() == catalogs.template()


def test_every_language_has_an_invented_name():
    assert set(NAMES) == set(LANGUAGES)


def test_a_language_nobody_signed_is_off_in_production():
    unsigned = {language.code for language in TRANSLATED if not catalog(language.code).signed}
    assert unsigned.isdisjoint(language.code for language in approved_languages(production=True))
    assert unsigned <= {language.code for language in approved_languages(production=False)}


@pytest.mark.parametrize(
    ("wanted", "sheet"),
    [("es", "es"), ("spa", "es"), ("es-MX", "es"), ("quc", "en"), ("", "en"), ("und", "en")],
)
def test_any_code_finds_its_sheet_or_english(wanted, sheet):
    assert sheet_language(wanted, production=False) == sheet
    assert sheet_language(wanted, production=True) == "en"
