"""Build the blind indexes that older person-records lack, and note who opened a person."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.persons.index import FORM, add_indexes
from reports.persons.models import Person, PersonIndex
from reports.persons.versions import every_version

BATCH = 200


@verb
def record_person_view(person: Person, *, by: User, at: datetime) -> None:
    """Somebody opened what is known of a person."""
    record(
        chain=person.agency.code,
        event="person.read",
        actor=str(by.pk),
        at=at,
        subject_type="person",
        subject_id=person.pk,
    )


def index_people() -> int:
    """Index everybody whose hashes were built over an earlier canonical form. May be ended at any
    moment and begun again. Raises KeysUnavailable where this process has no keys.
    """
    done = 0
    while batch := _next_batch():
        _index_batch(batch)
        done += len(batch)
    return done


def _next_batch() -> list[Person]:
    rows = Person.objects.filter(index_form__lt=FORM, record_key__shredded_at__isnull=True)
    return list(
        rows.order_by("pk")
        .select_related("agency", "record_key")
        .prefetch_related("versions")[:BATCH]
    )


@verb(system=True)
def _index_batch(batch: list[Person]) -> None:
    PersonIndex.objects.filter(person__in=batch).delete()
    for person in batch:
        for _, values in every_version(person):
            add_indexes(person, values)
