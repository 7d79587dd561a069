"""A file leaves the drawing process whole, or drawn plainly with the name of what is gone."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reports.documents import check, engine, errors, finishing, seam, typefaces
from reports.documents.metadata import claims_accessible, claims_archival
from reports.documents.speech import SpokenText
from tests.documents.conformance import complaints
from tests.documents.made import a_page
from tests.documents.reading import by_poppler, spoken_words

PAGE = a_page("<h1>Head</h1><p>One <b>two</b> three</p>")
CASED = "p { text-transform: uppercase; width: 60pt }"


def plainly(page=PAGE):
    rendered = engine.render(page)
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        assert claims_archival(pdf)
        assert not claims_accessible(pdf)
    assert rendered.is_plain
    return rendered


def test_a_page_of_few_words_keeps_to_the_standards():
    rendered = engine.render(PAGE)
    assert rendered.lacks == ""
    assert complaints(rendered.data) == []
    assert spoken_words(rendered.data) == "Head One two three"


def test_letters_whose_case_the_style_changes_are_said_as_written():
    rendered = engine.render(a_page("<p>Straße is also a word</p>", css=CASED))
    assert (rendered.lacks, spoken_words(rendered.data)) == ("", "Straße is also a word")


def test_a_hyphen_that_a_break_adds_is_not_said():
    words = "<p>in&#173;com&#173;pre&#173;hen&#173;si&#173;ble words</p>"
    rendered = engine.render(a_page(words, css="p { width: 40pt; hyphens: manual }"))
    assert (rendered.lacks, spoken_words(rendered.data)) == ("", "incomprehensible words")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("_tags", "Stream._tags"),
        ("element", "Box.element"),
        ("element_tag", "Box.element_tag"),
        ("fonts", "Document.fonts"),
        ("file_content", "Font.file_content"),
    ],
)
def test_without_an_inner_name_it_is_drawn_plainly_and_named(monkeypatch, name, what):
    ask = seam._of

    def missing(thing, asked, called):
        return ask(thing, f"{asked}_gone" if asked == name else asked, called)

    monkeypatch.setattr(seam, "_of", missing)
    rendered = plainly()
    assert rendered.lacks == what
    assert "One" in by_poppler(rendered.data)


def test_any_other_change_of_the_renderer_is_survived_too(monkeypatch):
    def changed(*_values):
        raise TypeError("write_pdf() got an unexpected keyword argument")

    monkeypatch.setattr(finishing, "_speak", changed)
    assert plainly().lacks == "TypeError"


def unheard(pieces, words):
    return [SpokenText("something else", is_found=False) for _ in pieces]


def test_a_piece_that_is_not_found_fails_the_check(monkeypatch):
    monkeypatch.setattr(engine, "spoken", unheard)
    assert plainly().lacks == "mark_words"


def test_words_that_no_piece_holds_fail_the_check():
    assert plainly(a_page("<p>One</p><p style='display: none'>two</p>")).lacks == "page_words"


def test_a_mark_without_its_words_fails_the_check(monkeypatch):
    monkeypatch.setattr(finishing, "_around_one_mark", lambda *_: ())
    assert plainly(a_page("<p>שלום</p>")).lacks == "mark_words"


def test_a_claim_that_is_missing_fails_the_check(monkeypatch):
    monkeypatch.setattr(finishing, "_claim", lambda *_: None)
    assert plainly().lacks == "claims"


def test_a_whole_font_fails_the_check(monkeypatch):
    monkeypatch.setattr(seam, "cut_down", lambda data, index, glyphs, hinting: data)
    assert plainly().lacks == "whole_font"


def test_a_stream_that_ends_in_a_return_is_written_again(monkeypatch):
    drawn = []
    monkeypatch.setattr(engine, "_written", _returning(engine._written, drawn, times=1))
    rendered = engine.render(PAGE)
    assert (rendered.lacks, len(drawn)) == ("", 2)
    monkeypatch.setattr(engine, "_written", _returning(engine._written, drawn, times=99))
    assert plainly().lacks == "stream_length"


def _returning(write, drawn, *, times):
    def written(document, **options):
        drawn.append(document)
        data = write(document, **options)
        is_unclear = options and len(drawn) <= times
        return data + b"%\r\nendstream\n" if is_unclear else data

    return written


def test_a_complaint_still_fails_the_page():
    with pytest.raises(errors.RenderError, match="complained"):
        engine.render(a_page("<p>x</p>", css="p { no-such-thing: 1 }"))


def test_more_words_than_the_file_was_told_of_fail_the_check():
    data = engine.render(PAGE).data
    with pytest.raises(errors.UnsoundFile, match="mark_words"):
        check.check_file(data, {(0, 0): finishing.Spoken("Head")})


def test_a_bracket_means_what_it_looks_like():
    data = (engine.FONTS_DIR / "files" / "NotoSans-Regular.ttf").read_bytes()
    font = typefaces.uharfbuzz.Font(typefaces.uharfbuzz.Face(data))
    left = font.get_nominal_glyph(ord("("))
    assert typefaces.shown_as(data, left, ")") == "("
    assert typefaces.shown_as(data, left, "(") == "("
    assert typefaces.shown_as(data, left, "x") == "x"
