"""The words of a person, as the reports and the letters use them."""

from __future__ import annotations

import pytest

from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.persons.vocabulary import CanRead, ChildRecipient, Ethnicity, Race, Sex


def test_the_codes_are_those_of_the_reports():
    assert Race.values == ["W", "B", "A", "I", "U"]
    assert Ethnicity.values == ["H", "M", "N", "U"]
    assert Sex.values == ["M", "F", "X", "U"]
    assert CanRead.values == ["yes", "no", "not_asked"]


@pytest.mark.parametrize("road", ChildRecipient.values)
def test_every_road_names_whoever_acts_for_the_child(road):
    values = PersonValues(child_recipient=road, guardian_name="Rosa", attorney_name="Ada")
    assert values.acts_for_child == ("Ada" if road == ChildRecipient.COUNSEL else "Rosa")
    assert len(road) <= (Person._meta.get_field("child_recipient").max_length or 0)
