"""What makes two descriptions the same person, perhaps the same, or another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.persons.likeness import Likelihood, likeness
from reports.persons.values import PersonValues

MARIA = PersonValues(
    family_name="Nuñez-Đặng",
    given_names="María José",
    date_of_birth=date(1991, 7, 4),
    alien_number="012345678",
)
NO_NUMBER = replace(MARIA, alien_number="")


@pytest.mark.parametrize(
    ("changes", "likelihood", "reason"),
    [
        ({}, Likelihood.SAME, "the A-number is the same"),
        ({"family_name": "NUNEZ DANG"}, Likelihood.SAME, "the name is the same"),
        ({"alien_number": ""}, Likelihood.SAME, "the date of birth is the same"),
        ({"alien_number": "A 12-345-678", "family_name": "Other"}, Likelihood.SAME, "A-number"),
        (
            {"family_name": "Other", "given_names": "Else", "date_of_birth": date(1960, 1, 1)},
            Likelihood.PERHAPS,
            "the A-number is the same",
        ),
        ({"alien_number": "087654321"}, Likelihood.PERHAPS, "the name is the same"),
        ({"alien_number": "", "date_of_birth": None}, Likelihood.PERHAPS, "the name is the same"),
        (
            {"alien_number": "", "date_of_birth": date(1960, 1, 1)},
            Likelihood.PERHAPS,
            "the name is the same",
        ),
        (
            {"alien_number": "", "date_of_birth": None, "family_name": "Núñez"},
            Likelihood.PERHAPS,
            "one surname is the same",
        ),
        (
            {"alien_number": "", "date_of_birth": None, "given_names": "M."},
            Likelihood.PERHAPS,
            "the given names agree in part",
        ),
        (
            {"alien_number": "", "date_of_birth": date(1991, 4, 7), "given_names": "Maria"},
            Likelihood.PERHAPS,
            "day and month of birth are exchanged",
        ),
        (
            {"alien_number": "", "family_name": "María José", "given_names": "Nuñez"},
            Likelihood.PERHAPS,
            "the other way round",
        ),
        ({"alien_number": "", "family_name": "Else"}, Likelihood.PERHAPS, "given names are"),
    ],
)
def test_near_ones_say_why(changes, likelihood, reason):
    found = likeness(MARIA, replace(MARIA, **changes))
    assert found.likelihood is likelihood
    assert reason in "; ".join(found.reasons)
    assert likeness(replace(MARIA, **changes), MARIA) == found


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": "Else", "given_names": "Somebody"},
        {"given_names": "Maria", "date_of_birth": date(1960, 1, 1)},
        {"family_name": "Else", "date_of_birth": None},
        {"given_names": "Pedro", "date_of_birth": None},
        {"family_name": "", "given_names": "", "date_of_birth": None},
    ],
)
def test_others_are_others(changes):
    assert likeness(NO_NUMBER, replace(NO_NUMBER, **changes)).likelihood is Likelihood.UNLIKELY


def test_what_speaks_against_it_is_said():
    other = replace(MARIA, date_of_birth=date(1960, 1, 1), alien_number="087654321")
    found = likeness(MARIA, other)
    assert found.doubts == ("another A-number", "another date of birth")
    missing = likeness(NO_NUMBER, replace(NO_NUMBER, date_of_birth=None))
    assert missing.doubts == ("the date of birth is missing on one of them",)
