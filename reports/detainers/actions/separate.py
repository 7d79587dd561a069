"""A record that was kept under the wrong person gets a person of its own."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.amend import keep_version, snapshot
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Detainer
from reports.detainers.policies import check_can_amend
from reports.law.moments import local_day
from reports.persons.models import Person
from reports.persons.records import create_person
from reports.persons.versions import lock_person


@verb
def separate_record(*, detainer: Detainer, reason: str, by: User, at: datetime) -> Person:
    """Give the record a person of its own, known as the record knows them, under the record's key.
    The reason is kept with the values before. Raises PermissionRefused, StateRefused.
    """
    check_can_amend(by, detainer, on=local_day(at))
    if not reason.strip():
        raise StateRefused("Say why, for whoever looks at these records later.")
    locked = Detainer.objects.with_person().select_for_update(of=("self",)).get(pk=detainer.pk)
    before = lock_person(locked.person)
    others = Detainer.objects.filter(person=before).exclude(pk=locked.pk)
    if not others.exists() and not before.accesses.exclude(detainer=locked).exists():
        raise StateRefused(
            "No other record is kept under this person. Correct this one instead, or undo a merge."
        )
    keep_version(locked, snapshot(locked), reason, by=by, at=at)
    person = create_person(
        agency=locked.agency, values=locked.named, at=at, record_key=locked.record_key
    )
    locked.version += 1
    locked.person, locked.person_version = person, person.version
    locked.save()
    audit_detainer(
        locked, "person.separated", by=by, at=at, before=str(before.pk), now=str(person.pk)
    )
    detainer.person, detainer.person_version = person, person.version
    return person
