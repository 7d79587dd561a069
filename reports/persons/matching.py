"""The same person: candidates among an agency's own people, found by blind index alone.

Nothing is unsealed to find somebody, and another agency's people are never found. Whether two
records are of one person is decided by a clerk, never by the program.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from reports.accounts.models import Agency
from reports.persons.models import Person
from reports.persons.records import full_name_index
from reports.persons.values import PersonValues
from reports.sealing.actions import blind_index

MOST_FOUND = 50
MOST_CANDIDATES = 8


def match_people(
    agency: Agency,
    *,
    family_name: str = "",
    given_names: str = "",
    alien_number: str = "",
    date_of_birth: date | None = None,
) -> list[Person]:
    """The agency's people who match every value given, exactly but for case, accents kept and
    spacing. At most `MOST_FOUND`.
    """
    wanted: dict[str, str] = {}
    code = agency.code
    if family_name and given_names:
        wanted["full_name_index"] = full_name_index(code, family_name, given_names)
    elif family_name:
        wanted["family_name_index"] = blind_index(
            agency_code=code, purpose="family_name", value=family_name
        )
    if alien_number:
        wanted["alien_number_index"] = blind_index(
            agency_code=code, purpose="alien_number", value=alien_number
        )
    if date_of_birth:
        wanted["birth_index"] = blind_index(
            agency_code=code, purpose="birth", value=date_of_birth.isoformat()
        )
    if not wanted:
        return []
    return list(
        Person.objects.filter(agency=agency, **wanted).select_related("record_key", "agency")[
            :MOST_FOUND
        ]
    )


def same_person_candidates(agency: Agency, values: PersonValues) -> list[Person]:
    """People with the same A-number, then those with the same name. At most a handful."""
    found: dict[UUID, Person] = {}
    if values.alien_number:
        numbered = match_people(agency, alien_number=values.alien_number)
        found |= {person.pk: person for person in numbered}
    if values.family_name:
        named = match_people(agency, family_name=values.family_name, given_names=values.given_names)
        found |= {person.pk: person for person in named}
    return list(found.values())[:MOST_CANDIDATES]
