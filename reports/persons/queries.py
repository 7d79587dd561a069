"""Read people. A person of another agency is treated as not existing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from reports.accounts.models import User
from reports.accounts.queries import agencies_with
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.persons.models import Person, PersonMerge


def get_person(user: User, person_id: UUID, *, on: date) -> Person:
    """The person-record if the user sees the names of its agency. Raises NotFound."""
    agencies = agencies_with(user, Permission.VIEW_PERSON, on=on)
    rows = Person.objects.select_related("agency", "record_key", "merged_into__record_key")
    found = rows.prefetch_related("versions").filter(pk=person_id, agency__in=agencies).first()
    if found is None:
        raise NotFound(str(person_id))
    return found


def get_merge(user: User, merge_id: UUID, *, on: date) -> PersonMerge:
    """A merge between people whose names the user sees. Raises NotFound."""
    agencies = agencies_with(user, Permission.VIEW_PERSON, on=on)
    rows = PersonMerge.objects.select_related(
        "record_key", "kept__agency", "kept__record_key", "other__agency", "other__record_key"
    )
    found = rows.filter(pk=merge_id, kept__agency__in=agencies).first()
    if found is None:
        raise NotFound(str(merge_id))
    return found
