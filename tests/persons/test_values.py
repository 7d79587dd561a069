"""What is said of a person, and what says nothing."""

from __future__ import annotations

import pytest

from reports.persons.values import FIELDS, OWNED, PersonValues, changed_fields, is_blank


def test_one_name_alone_is_the_full_name():
    assert PersonValues(family_name="Suharto").full_name == "Suharto"
    assert PersonValues(family_name="Diaz", given_names="Ana").full_name == "Ana Diaz"


@pytest.mark.parametrize(
    ("name", "value", "is_so"),
    [
        ("race", "U", True),
        ("race", "W", False),
        ("can_read", "not_asked", True),
        ("can_read", "no", False),
        ("language", "", True),
        ("date_of_birth", None, True),
    ],
)
def test_what_was_not_asked_says_nothing(name, value, is_so):
    assert is_blank(name, value) is is_so


def test_what_differs_is_named():
    one = PersonValues(family_name="Diaz", language="es")
    assert changed_fields(one, PersonValues(family_name="Díaz")) == ("family_name", "language")


def test_what_belongs_to_somebody_names_them():
    assert set(OWNED) | set(OWNED.values()) <= set(FIELDS)
