"""Two person-records that are one person: joined without moving anything, so that it can be undone.

Nobody's records, convictions or warrants go anywhere. The one merged away says into whom; a split
takes the word back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.persons.models import Person, PersonMerge
from reports.persons.versions import lock_person


def people_of(person_id: UUID) -> QuerySet[Person]:
    """The person-records of one person: the one that stands for them all, and those merged into
    it.
    """
    known = Person.objects.filter(pk=person_id).values_list("merged_into", flat=True).first()
    root = known or person_id
    rows = Person.objects.filter(Q(pk=root) | Q(merged_into=root))
    return rows.select_related("agency", "record_key")


def about_person(root_id: UUID) -> Q:
    """The records about one person, whichever of their person-records they are kept under."""
    return Q(person=root_id) | Q(person__merged_into=root_id)


def join(kept: Person, other: Person, *, reason: str, by: User, at: datetime) -> PersonMerge:
    """Say that the other is the same person as the one kept. Raises StateRefused, Conflict."""
    if kept.root_id == other.root_id:
        raise StateRefused("These are one person already.")
    if kept.agency_id != other.agency_id:
        raise StateRefused("The two are known to different agencies; each keeps its own.")
    first, second = (lock_person(one) for one in sorted((kept, other), key=lambda one: one.pk))
    kept, other = (first, second) if first.pk == kept.pk else (second, first)
    if kept.merged_into_id or other.merged_into_id:
        raise Conflict("One of the two was merged in the meantime. Look at them again.")
    _check_reason(reason)
    members = Person.objects.filter(merged_into=other)
    brought = [str(pk) for pk in members.values_list("pk", flat=True)]
    members.update(merged_into=kept)
    Person.objects.filter(pk=other.pk).update(merged_into=kept)
    return PersonMerge.objects.create(
        kept=kept,
        other=other,
        record_key=other.record_key,
        brought=brought,
        reason=reason.strip(),
        merged_at=at,
        merged_by=by,
    )


def part(merge: PersonMerge, *, reason: str, by: User, at: datetime) -> PersonMerge:
    """Undo a merge: the other one and whoever came with it are a person of their own again. Raises
    StateRefused, Conflict.
    """
    other = lock_person(merge.other)
    locked = PersonMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if locked.split_at is not None:
        raise Conflict("This merge was undone already.")
    _check_reason(reason)
    root_id = other.merged_into_id
    Person.objects.filter(pk=other.pk).update(merged_into=None)
    Person.objects.filter(pk__in=locked.brought, merged_into=root_id).update(merged_into=other)
    locked.split_reason, locked.split_at, locked.split_by = reason.strip(), at, by
    locked.save()
    return locked


def standing_merges(person: Person) -> list[PersonMerge]:
    """The merges that stand between the records of one person."""
    people: Iterable[UUID] = people_of(person.pk).values_list("pk", flat=True)
    rows = PersonMerge.objects.filter(other__in=list(people), split_at__isnull=True)
    return list(
        rows.select_related("record_key", "merged_by", "kept__record_key", "other__record_key")
    )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise StateRefused("Say why, for whoever looks at these records later.")
