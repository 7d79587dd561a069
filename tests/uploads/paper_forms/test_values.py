"""What was typed, in the form that the record keeps."""

from __future__ import annotations

import pytest

from reports.uploads.paper_forms.values import proposals, tidy


@pytest.mark.parametrize(
    "typed",
    ["04/12/1988", "4/12/1988", "04-12-1988", "1988-04-12", "April 12, 1988", "12-Apr-1988"],
)
def test_days_are_read_in_the_ways_people_write_them(typed):
    assert proposals("date_of_birth", typed) == {"date_of_birth": ("1988-04-12", True)}


@pytest.mark.parametrize("typed", ["04/12/88", "13/13/1988", "1888-01-01", "unknown"])
def test_a_day_that_may_be_another_is_left_as_typed(typed):
    assert proposals("date_of_birth", typed) == {"date_of_birth": (typed, False)}


@pytest.mark.parametrize("typed", ["A012345678", "A-012-345-678", "012 345 678", "a12345678"])
def test_a_numbers_have_nine_digits(typed):
    assert proposals("alien_number", typed) == {"alien_number": ("A012345678", True)}


@pytest.mark.parametrize("typed", ["A1234567", "A0123456789", "B012345678", "A01234567O"])
def test_anything_else_is_no_a_number(typed):
    assert proposals("alien_number", typed) == {"alien_number": (typed, False)}


@pytest.mark.parametrize(
    ("typed", "family", "given"),
    [
        ("DE LA CRUZ, José  Luis", "DE LA CRUZ", "José Luis"),
        ("O'BRIEN,Ann", "O'BRIEN", "Ann"),
        ("SUKARNO,", "SUKARNO", None),
    ],
)
def test_names_are_split_at_the_comma(typed, family, given):
    found = proposals("name", typed)
    assert found["family_name"] == (family, True)
    assert found.get("given_names") == (None if given is None else (given, True))


@pytest.mark.parametrize("typed", ["Ana Diaz", "DIAZ, Ana, Jr.", ", Ana"])
def test_a_name_that_does_not_say_which_is_which_is_left_whole(typed):
    assert proposals("name", typed) == {"family_name": (typed, False)}


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\u202eb", "ab"), ("a\r\n b", "a b"), ("x" * 300, "x" * 200)]
)
def test_values_are_one_clean_line(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["", " \n", "\u200b"])
def test_nothing_typed_proposes_nothing(typed):
    assert proposals("sex", typed) == {}
