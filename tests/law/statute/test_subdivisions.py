"""A section taken apart into its parts and sentences, however a copy of it is set."""

from __future__ import annotations

import textwrap

import pytest

from reports.law.statute.subdivisions import StatuteSentence, sentences
from tests.law.example_state import CODE

PLACES = [
    "(a)",
    "(a)(1)",
    "(a)(2)",
    "(b)(1)",
    "(b)(1)(A)",
    "(b)(1)(B)",
    "(b)(1)(B)",
    "(b)(2)",
    "(c)",
]


def digests(text: str) -> list[tuple[str, str]]:
    return [(one.place, one.digest) for one in sentences(text)]


def test_parts_stand_in_order_and_inline_marks_part_nothing():
    assert [one.place for one in sentences(CODE)] == PLACES
    assert sentences(CODE)[2].text.endswith("by (A) the city, or (B) the king.")


def test_a_mark_that_names_a_part_begins_none():
    text = "(a) See: (b) of this section; (c) and (d) of the section apply. (b) Then."
    assert [one.place for one in sentences(text)] == ["(a)", "(b)"]


@pytest.mark.parametrize("width", [20, 33, 60, 200])
def test_how_lines_are_broken_makes_no_difference(width):
    assert digests(textwrap.fill(CODE, width)) == digests(CODE)


def test_quotation_marks_case_and_spaces_make_no_difference():
    other = CODE.replace('"Trident"', "“TRIDENT”").replace(" a ", "\u00a0a ").replace("; or", ";")
    assert digests(other) == digests(CODE)


def test_a_word_makes_a_difference():
    changed = dict(zip(digests(CODE), digests(CODE.replace("at night", "by night")), strict=True))
    assert [before[0] for before, after in changed.items() if before != after] == ["(b)(1)(A)"]


def test_headings_and_history_are_left_out():
    noted = f"{CODE} (P.A. 20-1, S. 1; 20-2, S. 3.) History: P.A. 20-1 added (d) re ferries."
    assert digests(noted) == digests(CODE)


def test_an_amending_act_is_read_as_amended():
    amending = (
        "Section 1. Section 7 is repealed and the following is substituted in lieu thereof:"
        + CODE.replace("a ship at night", "a ship [by day] at night [or noon]")
    )
    assert digests(amending) == digests(CODE)


def test_brackets_of_any_other_text_stay():
    assert sentences("(a) A [b] c.")[0].text == "A [b] c."


def test_a_part_may_be_left_out_and_none_may_go_back():
    text = "(a) One; (b) Two. (d) Four. (c) Three. (1) First; (3) Third; (2) Second."
    assert [one.place for one in sentences(text)] == ["(a)", "(b)", "(d)", "(d)(1)", "(d)(3)"]


@pytest.mark.parametrize("text", ["", "No marks at all.", "(b) Begins in the middle.", "(A) x"])
def test_a_text_without_subsection_a_has_no_sentences(text):
    assert sentences(text) == ()


def test_a_closing_and_or_or_belongs_to_no_sentence():
    assert StatuteSentence("(a)", "Moor; and").digest == StatuteSentence("(a)", "Moor;").digest
    assert StatuteSentence("(a)", "Moor, or").digest == StatuteSentence("(a)", "Moor.").digest
