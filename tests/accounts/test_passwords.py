"""Passwords: fifteen characters, whatever their composition, and none that is guessed early."""

from __future__ import annotations

import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reports.accounts.actions.passwords import change_password
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.core.refusals import StateRefused
from tests.factories.people import person

COMMON = ["password", "iloveyou", "letmein", "qwerty", "dragon", "sunshine", "princess", "monkey"]
CONTEXT = ["police", "hartford", "connecticut", "trustact", "detainer", "whitlock"]
# Two hundred that are long enough for the shortest rule, and found early by whoever guesses.
GUESSED = [
    *(word * (15 // len(word) + 1) for word in [*COMMON, *CONTEXT]),
    *(word + "1234567890123" for word in [*COMMON, *CONTEXT]),
    *(word + "aaaaaaaaaaaaaaa" for word in [*COMMON, *CONTEXT]),
    *(word.title() + "2026" + word for word in COMMON),
    *(first + second + "1" * 9 for first in COMMON for second in CONTEXT if first != second),
    *(f"{word}{year}{year}{year}" for word in COMMON for year in range(2010, 2027)),
    *(letter * 15 for letter in "aeiou012"),
    "qwertyuiopasdfgh",
    "1qaz2wsx3edc4rfv",
    "abcdefghijklmnop",
    "987654321098765",
    "hartfordpolice2026",
    "abcabcabcabcabc",
    "passwordpassword",
]


@pytest.fixture
def clerk(db):
    user = person(Role.CLERK)
    user.name = "Dana Whitlock"
    user.save()
    return user


def test_two_hundred_that_are_guessed_early_are_refused_with_a_reason(clerk):
    long_enough = [word for word in dict.fromkeys(GUESSED) if len(word) >= 15]
    assert len(long_enough) >= 200
    for word in long_enough:
        with pytest.raises(ValidationError, match=r"guessed early|too common|too similar"):
            validate_password(word, user=clerk)


@pytest.mark.parametrize(
    "word",
    [
        "correct horse battery staple",
        "lantern orchard velvet 52",
        "ünïcödé fließt über den Nil",
        "x" * 3 + "vjq8 zmw4 kphd tbrn" * 20,
    ],
)
def test_words_that_have_nothing_to_do_with_one_another_are_taken(clerk, word):
    validate_password(word, user=clerk)


def test_the_same_letters_composed_otherwise_are_the_same_password(clerk):
    typed = "über café naïve Ångström"
    clerk.set_password(unicodedata.normalize("NFD", typed))
    assert clerk.check_password(unicodedata.normalize("NFC", typed))
    assert clerk.check_password(unicodedata.normalize("NFD", typed))
    assert not clerk.check_password(typed.upper())


def test_whichever_way_it_comes_the_rules_are_asked(clerk):
    with pytest.raises(StateRefused, match="guessed early"):
        change_password(password="password" * 2, by=clerk, at=now())
