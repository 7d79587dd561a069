"""The name of a person as it stands on paper."""

import pytest

from reports.persons.records import create_person, values_of
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db
NKO = "\u07d6\u07ca\u07e1\u07ca\u07d9"


def kept(**changes):
    values = make.person_values(**changes)
    return values_of(create_person(agency=agency(), values=values, at=make.NOW))


def test_a_name_in_a_known_script_is_printed_as_it_was_given():
    person = kept(latin_name="Maria Nunez")
    assert person.printed_name == person.full_name == "María José Nuñez-Đặng"


def test_a_name_in_a_script_that_no_font_has_is_printed_in_latin_letters():
    person = kept(family_name=NKO, given_names="", latin_name="Famara")
    assert person.printed_name == "Famara"
    assert person.latin_name == "Famara"


def test_without_latin_letters_it_is_left_to_be_filled_in_by_hand():
    assert kept(family_name=NKO, given_names="").printed_name == ""
