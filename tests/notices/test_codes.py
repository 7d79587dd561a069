"""Codes that survive a typist."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.notices import codes

SIGNS = st.text(codes.ALPHABET, min_size=codes.LENGTH - 1, max_size=codes.LENGTH - 1)


def test_a_new_code_is_one_of_ours_however_it_is_typed():
    code = codes.new_code()
    assert codes.normal_code(codes.display_code(code).lower()) == code
    assert codes.normal_code(f" {code} ") == code


@given(SIGNS, st.integers(0, codes.LENGTH - 1), st.sampled_from(codes.ALPHABET))
def test_one_wrong_sign_is_found(signs, place, wrong):
    code = codes.with_check_digit(signs)
    typed = code[:place] + wrong + code[place + 1 :]
    assert codes.normal_code(typed) == (code if typed == code else None)


@given(SIGNS, st.integers(0, codes.LENGTH - 1), st.integers(0, codes.LENGTH - 1))
def test_two_signs_swapped_are_found(signs, one, other):
    letters = list(codes.with_check_digit(signs))
    letters[one], letters[other] = letters[other], letters[one]
    swapped = "".join(letters)
    assert codes.normal_code(swapped) in {None, codes.with_check_digit(signs)}
    if swapped != codes.with_check_digit(signs):
        assert codes.normal_code(swapped) is None


@given(st.text())
def test_anything_else_is_no_code(typed):
    found = codes.normal_code(typed)
    assert found is None or codes.check_digit(found[:-1]) == found[-1]


@given(st.text())
def test_a_specimens_code_is_never_genuine(seed):
    assert codes.normal_code(codes.specimen_code(seed)) is None


def test_a_number_says_agency_and_year():
    assert (
        codes.display_number(agency_code="new-haven", year=2026, sequence=7)
        == "NEW-HAVEN-2026-00007"
    )
