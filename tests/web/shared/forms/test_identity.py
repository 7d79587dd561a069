"""The A-number field reads what people write and shows what it read."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from reports.web.shared.forms.identity import alien_number_field


def test_any_spelling_is_read_as_the_digits():
    field = alien_number_field()
    assert field.clean("A 012-345-678") == field.clean("12345678") == "012345678"
    assert field.clean("") == ""


def test_the_kept_number_is_shown_as_people_write_it():
    assert alien_number_field().prepare_value("012345678") == "A012-345-678"
    assert alien_number_field().prepare_value(None) is None


def test_a_wrong_length_says_what_why_and_how_to_mend_it():
    with pytest.raises(ValidationError) as refused:
        alien_number_field().clean("A12")
    said = " ".join(refused.value.messages)
    assert "this one has 2 digits" in said
    assert "Compare it with" in said
