"""The blind indexes of a person: keyed hashes of identity in canonical form.

Every version leaves its hashes, so that somebody is found by the name of an earlier paper too.
`FORM` rises whenever the canonical form changes; `manage.py index_people` then builds what older
rows lack.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.persons.identity import (
    UnreadableAlienNumber,
    canonical_alien_number,
    joined_name,
    name_parts,
)
from reports.persons.models import Person, PersonIndex
from reports.persons.values import PersonValues
from reports.sealing.actions import blind_indexes

FORM = 1
NO_GIVEN_NAMES = "given|"


def keys_of(values: PersonValues) -> set[str]:
    """What is hashed of one version: number, birth, each part of each name, initials."""
    keys = {
        *number_keys(values.alien_number),
        *birth_keys(values.date_of_birth),
        *family_keys(values.family_name),
    }
    parts = name_parts(values.given_names)
    if values.family_name:
        keys |= {f"given|{part}" for part in parts} or {NO_GIVEN_NAMES}
    keys |= {f"initial|{part[0]}" for part in parts if len(part) > 1}
    return keys


def number_keys(alien_number: str) -> set[str]:
    """The key of an A-number; none for one that cannot be read."""
    try:
        number = canonical_alien_number(alien_number)
    except UnreadableAlienNumber:
        return set()
    return {f"number|{number}"} if number else set()


def birth_keys(born: date | None) -> set[str]:
    return {f"birth|{born.isoformat()}"} if born else set()


def family_keys(family_name: str) -> set[str]:
    """The parts of the family name, and all of it in one."""
    parts = {*name_parts(family_name), joined_name(family_name)} - {""}
    return {f"family|{part}" for part in parts}


def given_keys(given_names: str) -> set[str]:
    """What the given names may be kept as: any part, its initial, or what it is the initial of."""
    keys: set[str] = set()
    for part in name_parts(given_names):
        keys |= {f"given|{part}", f"given|{part[0]}"}
        if len(part) == 1:
            keys.add(f"initial|{part}")
    return keys


def digests(agency_code: str, keys: Iterable[str]) -> list[str]:
    """The hashes of these keys in one agency."""
    return blind_indexes(agency_code=agency_code, purpose="identity", values=sorted(keys))


def add_indexes(person: Person, values: PersonValues) -> None:
    """Add what a version is found by, and note that the person is indexed in the present form."""
    found = digests(person.agency.code, keys_of(values))
    PersonIndex.objects.bulk_create(
        [PersonIndex(person=person, digest=digest) for digest in found], ignore_conflicts=True
    )
    Person.objects.filter(pk=person.pk).update(index_form=FORM)
    person.index_form = FORM
