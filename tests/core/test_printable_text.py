"""Signs that no paper shows, and such as turn a line round, are refused where they are typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.accounts.actions.agencies import edit_agency, fingerprint, values_of
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.core.printable_text import (
    KNOWN_SCRIPTS,
    check_printable,
    has_known_script,
    is_latin,
    strip_control_characters,
    text_without_font,
    unprintable_text,
)
from reports.core.refusals import StateRefused
from tests.factories.people import agency, person

FINE = [
    "María José Nuñez-Đặng",
    "龚铄涵",
    "عبد الرؤوف",
    "पत्र",
    "O’Brien & <b>",
    "Zero\u200dwidth joiners",
    "\u200f",
]
BAD = ["\u202eabc", "abc\u2066", "\x00", "\x1b[31m", "\ud800", "\ue000", "\U0010ffff", "\u0085"]


@pytest.mark.parametrize("text", FINE)
def test_names_of_every_script_are_no_trouble(text):
    assert unprintable_text(text, is_one_line=True) == ""


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_printed_is_named_and_not_repeated(text):
    said = unprintable_text(text)
    assert said.endswith(".")
    assert text not in said
    with pytest.raises(StateRefused, match="The reason holds"):
        check_printable({"The reason": text})


def test_ends_of_lines_are_trouble_only_in_a_line():
    text = "one\r\ntwo\rthree\tfour"
    assert unprintable_text(text) == ""
    assert unprintable_text(text, is_one_line=True)
    assert strip_control_characters(text) == "one\ntwo\nthree four"


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "address", "phone", "head_title"])
def test_an_agencys_entry_never_stops_its_letters(field):
    place, by = agency(), person(Role.OPM_ADMIN)
    values = replace(values_of(place), **{field: "\u202eChief"})
    with pytest.raises(StateRefused, match="turns the direction"):
        edit_agency(
            agency=place, values=values, reason="x", shown=fingerprint(place), by=by, at=now()
        )


def test_signs_that_no_font_has_are_named_by_number_and_name():
    said = text_without_font("Ana \U0001f600 \u07d6\u07d6")
    assert said == (
        "holds signs that no font of the letters has: \U0001f600 U+1F600, grinning face,"
        " \u07d6 U+07D6, nko letter ja."
    )
    assert text_without_font("".join(map(chr, range(0x13000, 0x13008)))).endswith("3 more.")
    assert all(text_without_font(text) == "" for text in FINE)
    with pytest.raises(StateRefused, match="grinning face"):
        check_printable({"The reason": "Done \U0001f600"})


@pytest.mark.parametrize(("first", "last"), KNOWN_SCRIPTS)
def test_a_script_is_known_from_its_first_sign_to_its_last(first, last):
    assert has_known_script(chr(first) + chr(last))
    around = [sign for sign in (first - 1, last + 1) if sign >= 0]
    assert not any(has_known_script(f"a{chr(sign)}a") for sign in around)


def test_a_text_without_signs_is_of_known_scripts():
    assert has_known_script("")


def test_latin_letters_are_known_with_their_marks():
    assert is_latin("Nuñez-Đặng, O’Brien 3rd")
    assert not is_latin("Жa")
