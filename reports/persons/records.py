"""Person-records: sealed values and the blind indexes that let an agency find its own people."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import Agency
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.sealing.actions import blind_index, new_record_key

_SEALED_AS_TYPED = (
    "family_name",
    "given_names",
    "latin_name",
    "alien_number",
    "attorney_name",
    "attorney_contact",
    "designee_name",
    "designee_contact",
)
_CODES = ("race", "ethnicity", "sex", "language", "can_read")


def create_person(*, agency: Agency, values: PersonValues, at: datetime) -> Person:
    """A new person-record under a data key of its own."""
    person = Person(agency=agency, record_key=new_record_key(agency_code=agency.code, at=at))
    update_person(person, values)
    person.save()
    return person


def update_person(person: Person, values: PersonValues) -> None:
    """Set every value and recompute the indexes; the caller saves."""
    for field in (*_SEALED_AS_TYPED, *_CODES):
        setattr(person, field, getattr(values, field))
    person.date_of_birth = values.date_of_birth.isoformat() if values.date_of_birth else ""
    code = person.agency.code
    person.family_name_index = blind_index(
        agency_code=code, purpose="family_name", value=values.family_name
    )
    person.full_name_index = full_name_index(code, values.family_name, values.given_names)
    person.birth_index = blind_index(agency_code=code, purpose="birth", value=person.date_of_birth)
    person.alien_number_index = blind_index(
        agency_code=code, purpose="alien_number", value=values.alien_number
    )


def full_name_index(agency_code: str, family_name: str, given_names: str) -> str:
    both = f"{family_name}|{given_names}" if family_name or given_names else ""
    return blind_index(agency_code=agency_code, purpose="full_name", value=both)


def values_of(person: Person) -> PersonValues:
    """The person's values, unsealed, as the verbs take them."""
    born = date.fromisoformat(person.date_of_birth) if person.date_of_birth else None
    typed = {field: getattr(person, field) for field in (*_SEALED_AS_TYPED, *_CODES)}
    return PersonValues(date_of_birth=born, **typed)
