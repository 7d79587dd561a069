"""An A-number is its digits; a name is its parts."""

from __future__ import annotations

import pytest

from reports.persons.identity import (
    UnreadableAlienNumber,
    canonical_alien_number,
    joined_name,
    name_parts,
    readable_alien_number,
    shown_alien_number,
)


@pytest.mark.parametrize(
    "typed",
    [
        "A12345678",
        "A 012-345-678",
        "12345678",
        "a012345678",
        "A# 12 345 678",
        "A012–345–678",
        "File No. A 012 345 678",
        "Ａ１２３４５６７８",
        " A-012.345.678 ",
    ],
)
def test_one_number_however_it_is_written(typed):
    assert canonical_alien_number(typed) == "012345678"


def test_old_numbers_have_seven_digits():
    assert canonical_alien_number("A1 234 567") == "001234567"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("A123456", "this one has 6 digits"),
        ("A0123456789", "this one has 10 digits"),
        ("7", "this one has 1 digit."),
        ("B12345678", "other signs"),
        ("A12345678/2", "other signs"),
        ("A000000000", "not all zeros"),
    ],
)
def test_a_number_of_another_length_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(UnreadableAlienNumber, match=sentence):
        canonical_alien_number(typed)
    assert readable_alien_number(typed) == typed


def test_nothing_typed_is_no_number():
    assert canonical_alien_number("  ") == ""


def test_it_is_shown_as_people_write_it():
    assert shown_alien_number("012345678") == "A012-345-678"
    assert shown_alien_number("A200") == "A200"
    assert shown_alien_number("") == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nuñez-Đặng", ("nunez", "dang")),
        ("DE LA CRUZ", ("cruz",)),
        ("O’Brien", ("obrien",)),
        ("García y López", ("garcia", "lopez")),
        ("Smith Jr.", ("smith",)),
        ("De", ("de",)),
        ("Łukasz Ørsted", ("lukasz", "orsted")),
        ("Αθηνά", ("αθηνα",)),
        ("", ()),
    ],
)
def test_a_name_is_its_parts_without_marks_case_and_particles(name, parts):
    assert name_parts(name) == parts


def test_a_name_written_in_one_is_the_same_name():
    assert joined_name("De La Cruz") == joined_name("Delacruz")
