"""Who may be the same person among an agency's own people, found by blind index in canonical form.

The indexes narrow down without unsealing; the few people they leave are opened and compared, in
every version. Another agency's people are never found. Whether two records are of one person is
decided by a clerk, never by the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import Agency
from reports.persons.index import (
    NO_GIVEN_NAMES,
    birth_keys,
    digests,
    family_keys,
    given_keys,
    number_keys,
)
from reports.persons.likeness import Likelihood, Likeness, likeness
from reports.persons.models import Person, PersonIndex
from reports.persons.values import PersonValues
from reports.persons.versions import every_version

MOST_FOUND = 50
MOST_COMPARED = 60
MOST_CANDIDATES = 8


@dataclass(frozen=True)
class PersonFound:
    """Somebody on file, and how like they are to whoever was described."""

    person: Person
    likeness: Likeness

    @property
    def is_same(self) -> bool:
        return self.likeness.likelihood is Likelihood.SAME


def match_people(
    agency: Agency,
    *,
    family_name: str = "",
    given_names: str = "",
    alien_number: str = "",
    date_of_birth: date | None = None,
) -> list[PersonFound]:
    """The agency's people who agree with every value given, a name in part too; the likeliest
    first, at most `MOST_FOUND`. Somebody merged into another is found as that one.
    """
    wanted = (
        number_keys(alien_number),
        birth_keys(date_of_birth),
        family_keys(family_name),
        given_keys(given_names) if family_name else set(),
    )
    if not any(wanted):
        return []
    rows = _people(agency)
    for keys in wanted:
        if keys:
            rows = rows.filter(_indexed_as(agency, keys))
    described = PersonValues(
        family_name=family_name,
        given_names=given_names,
        date_of_birth=date_of_birth,
        alien_number=alien_number,
    )
    return _roots(agency, _ranked(rows[:MOST_FOUND], described))


def same_person_candidates(agency: Agency, values: PersonValues) -> list[PersonFound]:
    """Who may be the same person, the likeliest first. At most a handful."""
    found = _ranked(_near(agency, values), values)
    likely = [one for one in found if one.likeness.likelihood > Likelihood.UNLIKELY]
    return _roots(agency, likely)[:MOST_CANDIDATES]


def candidates_for(person: Person) -> list[PersonFound]:
    """Who else on file may be this person, in any of their versions."""
    best: dict[UUID, PersonFound] = {}
    for _, values in every_version(person):
        for found in same_person_candidates(person.agency, values):
            known = best.get(found.person.pk)
            if known is None or known.likeness.rank < found.likeness.rank:
                best[found.person.pk] = found
    best.pop(person.root_id, None)
    return sorted(best.values(), key=lambda one: one.likeness.rank, reverse=True)


def _people(agency: Agency) -> QuerySet[Person]:
    rows = Person.objects.filter(agency=agency, record_key__shredded_at__isnull=True)
    return rows.select_related("record_key", "agency").prefetch_related("versions")


def _indexed_as(agency: Agency, keys: Iterable[str]) -> Q:
    found = PersonIndex.objects.filter(digest__in=digests(agency.code, keys))
    return Q(pk__in=found.values("person"))


def _near(agency: Agency, values: PersonValues) -> list[Person]:
    """Those that one of three roads leads to: the number, the birth, or a surname with a given
    name. Each road has its own bound, so that a frequent surname does not hide a number.
    """
    family = family_keys(values.family_name)
    given = given_keys(values.given_names)
    roads: list[Q] = [
        _indexed_as(agency, keys)
        for keys in (number_keys(values.alien_number), birth_keys(values.date_of_birth))
        if keys
    ]
    if family and given:
        roads.append(_indexed_as(agency, family) & _indexed_as(agency, {*given, NO_GIVEN_NAMES}))
        roads.append(
            _indexed_as(agency, family_keys(values.given_names))
            & _indexed_as(agency, given_keys(values.family_name))
        )
    elif family:
        roads.append(_indexed_as(agency, family))
    found: dict[UUID, Person] = {}
    for road in roads:
        found |= {person.pk: person for person in _people(agency).filter(road)[:MOST_COMPARED]}
    return list(found.values())


def _ranked(people: Iterable[Person], described: PersonValues) -> list[PersonFound]:
    found = [PersonFound(person, _best_likeness(person, described)) for person in people]
    return sorted(found, key=lambda one: one.likeness.rank, reverse=True)


def _best_likeness(person: Person, described: PersonValues) -> Likeness:
    compared = (likeness(values, described) for _, values in every_version(person))
    return max(compared, key=lambda found: found.rank)


def _roots(agency: Agency, found: Iterable[PersonFound]) -> list[PersonFound]:
    """Each person once, under the record that stands for them."""
    best: dict[UUID, PersonFound] = {}
    for one in found:
        best.setdefault(one.person.root_id, one)
    away = [key for key, one in best.items() if one.person.pk != key]
    roots = {person.pk: person for person in _people(agency).filter(pk__in=away)} if away else {}
    return [PersonFound(roots.get(key, one.person), one.likeness) for key, one in best.items()]
