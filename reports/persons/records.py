"""Person-records: sealed values, under a data key of their own."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import Agency
from reports.persons.identity import readable_alien_number
from reports.persons.index import add_indexes
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.sealing.actions import new_record_key
from reports.sealing.models import RecordKey

AS_TYPED = (
    "family_name",
    "given_names",
    "latin_name",
    "attorney_name",
    "attorney_contact",
    "designee_name",
    "designee_contact",
    "race",
    "ethnicity",
    "sex",
    "language",
    "can_read",
    "is_age_disputed",
    "child_recipient",
    "guardian_name",
    "guardian_relation",
    "guardian_contact",
)


def create_person(
    *, agency: Agency, values: PersonValues, at: datetime, record_key: RecordKey | None = None
) -> Person:
    """A new person-record under a data key of its own, or under that of the record it is about."""
    key = record_key or new_record_key(agency_code=agency.code, at=at)
    person = Person(agency=agency, record_key=key)
    fill_person(person, values)
    person.save(force_insert=True)
    add_indexes(person, values)
    return person


def fill_person(person: Person, values: PersonValues) -> None:
    """Set every value; the caller saves."""
    for field in AS_TYPED:
        setattr(person, field, getattr(values, field))
    person.date_of_birth = values.date_of_birth.isoformat() if values.date_of_birth else ""
    person.alien_number = readable_alien_number(values.alien_number)


def values_of(person: Person) -> PersonValues:
    """The person's present values, unsealed, as the verbs take them."""
    born = date.fromisoformat(person.date_of_birth) if person.date_of_birth else None
    typed = {field: getattr(person, field) for field in AS_TYPED}
    number = readable_alien_number(person.alien_number)
    return PersonValues(date_of_birth=born, alien_number=number, **typed)
