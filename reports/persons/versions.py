"""The versions of a person that records share.

A record keeps the version it was made with. What a second request says makes a new version for that
request and leaves the first record's alone; what it leaves blank stays known. A correction is per
field: it replaces the same value wherever a record still says it, and leaves what another record
says otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from reports.accounts.models import User
from reports.core.refusals import Refused
from reports.persons.identity import joined_name, readable_alien_number
from reports.persons.index import add_indexes
from reports.persons.models import Person, PersonVersion
from reports.persons.records import fill_person, values_of
from reports.persons.values import FIELDS, OWNED, PersonValues, changed_fields, is_blank


class NoSuchVersion(Refused):
    """A number that no version of the person has."""


@dataclass(frozen=True)
class FieldCorrection:
    """One field of a person: what stood there, and what is right."""

    before: Any
    after: Any


def values_in(person: Person, number: int) -> PersonValues:
    """The person in one version. Raises NoSuchVersion."""
    if number == person.version:
        return values_of(person)
    for kept in person.versions.all():
        if kept.number == number:
            return _opened(kept, person)
    raise NoSuchVersion("This page names a version of the person that is not on file. Reload it.")


def every_version(person: Person) -> Iterator[tuple[int, PersonValues]]:
    """All versions with their numbers, the present one first."""
    yield person.version, values_of(person)
    for kept in person.versions.all():
        yield kept.number, _opened(kept, person)


def values_naming_recipient(person: Person, own: PersonValues) -> PersonValues:
    """The values that name who is told for a person, given those of one record: an attorney before
    one other person, and the record's own before what a later request named.
    """
    present = values_of(person.merged_into or person)
    for owner in ("attorney_name", "designee_name"):
        for values in (own, present):
            if getattr(values, owner):
                return values
    return own


def lock_person(person: Person) -> Person:
    """The person as now stored; nobody else changes it until this act is done."""
    rows = Person.objects.select_related("agency", "record_key").select_for_update(of=("self",))
    return rows.get(pk=person.pk)


def learned(known: PersonValues, said: PersonValues) -> PersonValues:
    """What is known once a further request was read: what it says, and what it leaves blank as it
    was. An attorney's telephone goes when the attorney is another.
    """
    found = {
        name: getattr(known if is_blank(name, getattr(said, name)) else said, name)
        for name in FIELDS
    }
    for contact, owner in OWNED.items():
        before, now = getattr(known, owner), getattr(said, owner)
        if now and joined_name(now) != joined_name(before):
            found[contact] = getattr(said, contact)
    found["alien_number"] = readable_alien_number(found["alien_number"])
    return PersonValues(**found)


def learn(person: Person, said: PersonValues, *, by: User, at: datetime) -> Person:
    """The person with what a further request says as the present version; the version before is
    kept.
    """
    locked = lock_person(person)
    known = values_of(locked)
    now = learned(known, said)
    if now != known:
        _keep(locked, locked.version, known, by=by, at=at)
        _make_present(locked, _next_number(locked), now)
    return locked


def corrections_between(
    before: PersonValues, after: PersonValues, names: tuple[str, ...] | None = None
) -> dict[str, FieldCorrection]:
    """What has to change for one description to become the other."""
    wanted = changed_fields(before, after) if names is None else names
    return {name: FieldCorrection(getattr(before, name), getattr(after, name)) for name in wanted}


def corrected(
    values: PersonValues, corrections: Mapping[str, FieldCorrection], *, base: PersonValues
) -> PersonValues:
    """A version with the corrections of values that it states itself. The telephone of an attorney
    is corrected only where the attorney is the one it was corrected for.
    """
    fitting = {
        name: correction.after
        for name, correction in corrections.items()
        if getattr(values, name) == correction.before
        and (name not in OWNED or getattr(values, OWNED[name]) == getattr(base, OWNED[name]))
    }
    return replace(values, **fitting)


def correct_person(
    person: Person,
    corrections: Mapping[str, FieldCorrection],
    *,
    base: PersonValues,
    by: User,
    at: datetime,
) -> dict[int, int]:
    """Correct every version that a record keeps, each as a new version, and move its records there.
    The caller holds the person locked. Returns the new number of each old one.
    """
    moved: dict[int, int] = {}
    in_use = {person.version, *_numbers_in_use(person)}
    for number, values in sorted(every_version(person)):
        right = corrected(values, corrections, base=base)
        if number not in in_use or right == values:
            continue
        moved[number] = _next_number(person)
        if number == person.version:
            _keep(person, number, values, by=by, at=at)
            _make_present(person, moved[number], right)
        else:
            _keep(person, moved[number], right, by=by, at=at)
            add_indexes(person, right)
    for old, new in moved.items():
        for rows in _records_of(person):
            rows.filter(person_version=old).update(person_version=new)
    return moved


def _records_of(person: Person) -> Iterator[Any]:
    """The rows of every kind that keep a version of the person."""
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if any(field.name == "person_version" for field in model._meta.concrete_fields):
            yield model.objects.filter(person=person)


def _numbers_in_use(person: Person) -> set[int]:
    return {
        number
        for rows in _records_of(person)
        for number in rows.order_by().values_list("person_version", flat=True).distinct()
    }


def _next_number(person: Person) -> int:
    kept = person.versions.aggregate(highest=Max("number"))["highest"]
    return max(person.version, kept or 0) + 1


def _keep(person: Person, number: int, values: PersonValues, *, by: User, at: datetime) -> None:
    PersonVersion.objects.create(
        person=person,
        record_key=person.record_key,
        number=number,
        values=json.dumps(vars(values), default=str, sort_keys=True),
        kept_at=at,
        kept_by=by,
    )


def _make_present(person: Person, number: int, values: PersonValues) -> None:
    fill_person(person, values)
    person.version = number
    person.save()
    add_indexes(person, values)


def _opened(kept: PersonVersion, person: Person) -> PersonValues:
    """The values of a version; under the person's key, which is opened once for all of them."""
    if kept.record_key_id == person.record_key_id:
        kept.record_key = person.record_key
    stored = json.loads(kept.values)
    known = {name: stored[name] for name in FIELDS if name in stored}
    born = known.get("date_of_birth")
    known["date_of_birth"] = date.fromisoformat(born) if born else None
    return PersonValues(**known)
