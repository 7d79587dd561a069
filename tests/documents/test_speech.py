"""What a drawn piece says: found in the words of the page, whatever the renderer did to it."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from reports.documents.speech import PageText, Piece, spoken


def said_of(html: str, *pieces: str | tuple[str, str]):
    """What each piece says, in an element found by its name (the first paragraph, if none)."""
    root = fromstring(f"<html lang='en'><body>{html}</body></html>")
    words = PageText(root)
    named = [("p", one) if isinstance(one, str) else one for one in pieces]
    drawn = [Piece(root.find(f".//{tag}"), text) for tag, text in named]
    return spoken(drawn, words), words


def texts(html: str, *pieces: str | tuple[str, str]) -> list[str]:
    said, words = said_of(html, *pieces)
    assert all(one.is_found for one in said)
    assert words.undrawn() == 0
    return [one.text for one in said]


@pytest.mark.parametrize(
    ("html", "pieces", "expected"),
    [
        ("<p>one two three</p>", ["one two", "three"], ["one two ", "three"]),
        (
            "<p>one <b>two</b> three</p>",
            ["one ", ("b", "two"), " three"],
            ["one ", "two ", "three"],
        ),
        ("<p>well-known</p>", ["well-", "known"], ["well-", "known"]),
        ("<p>com\u00adpre\u00adhend it</p>", ["com\u00adpre\u00ad‐", "hend", "it"], None),
        ("<p>straße und gut</p>", ["STRASSE", "UND GUT"], ["straße ", "und gut"]),
        ("<p>一二三四</p>", ["一二", "三四"], ["一二", "三四"]),
        ("<p>one<br/>two</p>", ["one", "two"], ["one ", "two"]),
        ("<p><b>a</b> <i>b</i></p>", [("b", "a"), " ", ("i", "b")], ["a", " ", "b"]),
        ("<p>na na na</p>", ["na", "na", "na"], ["na ", "na ", "na"]),
        ("<p>می\u200cخواهم</p>", ["میخواهم"], ["می\u200cخواهم"]),
    ],
    ids=["line", "inline", "hyphen", "soft", "case", "han", "break", "blank", "again", "joiner"],
)
def test_the_words_are_said_as_they_were_written(html, pieces, expected):
    expected = expected or ["compre", "hend ", "it"]
    assert texts(html, *pieces) == expected


def test_the_head_of_a_table_is_said_on_each_page():
    html = "<table><tr><th>Name of it</th></tr><tr><td>one</td></tr></table>"
    head, body = ("th", "Name of it"), ("td", "one")
    assert texts(html, head, body, head) == ["Name of it", "one", "Name of it"]


def test_a_piece_that_the_page_does_not_hold_is_noticed():
    said, _ = said_of("<p>one two</p>", "one", "too")
    assert [one.is_found for one in said] == [True, False]


def test_words_that_were_not_drawn_are_noticed():
    _, words = said_of("<p>one two</p>", "one")
    assert words.undrawn() == 1


def test_a_passage_in_another_does_not_count_twice():
    html = "<div>a<p>b</p>c</div>"
    assert texts(html, ("div", "a"), ("p", "b"), ("div", "c")) == ["a ", "b", "c"]


def test_what_the_style_writes_stands_nowhere_and_is_said():
    root = fromstring("<html><body><li>one</li></body></html>")
    item = root.find(".//li")
    said = spoken([Piece(item, "• ", is_generated=True), Piece(item, "one")], PageText(root))
    assert [(one.text, one.is_found) for one in said] == [("• ", True), ("one", True)]


def test_styles_scripts_titles_and_drawings_are_no_words():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>'
    assert texts(f"<style>p {{ }}</style>{svg}<p>one</p>", "one") == ["one"]


def test_the_language_in_force_is_the_nearest():
    root = fromstring("<html lang='es'><p>a<b lang='en'>b<i>c</i></b></p></html>")
    words = PageText(root)
    assert [words.language_of(one) for one in root.iter()] == ["es", "es", "en", "en"]
