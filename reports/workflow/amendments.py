"""Correcting a record, with the notices that no longer say what it says; and who it is about: that
two person-records are one person, that they are two after all, that a record is somebody else's.

None of it moves a conviction, a warrant, a decision or a notice to another record. Legal holds on a
person cover everybody merged with them, for as long as they are.
"""

from __future__ import annotations

from datetime import datetime

from reports.access.models import Access
from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.detainers.actions import amend, separate
from reports.detainers.models import Detainer
from reports.detainers.values import DetainerValues
from reports.law.moments import local_day
from reports.persons import merging
from reports.persons.models import Person, PersonMerge
from reports.persons.values import PersonValues
from reports.records.holds.actions import move_holds, renew_shred_blocks
from reports.workflow.stale_notices import noticing_corrections


@verb
def amend_detainer(
    *,
    detainer: Detainer,
    person: PersonValues,
    values: DetainerValues,
    reason: str,
    expected_version: int,
    by: User,
    at: datetime,
    shown_person_version: int | None = None,
    seen_person_version: int | None = None,
) -> Detainer:
    """Replace the values. A notice that would say something else now is held back until a corrected
    one replaces it. Raises EditConflict, Invalid, StateRefused.
    """
    with noticing_corrections(detainer.person, by=by, at=at):
        return amend.amend_detainer(
            detainer=detainer,
            person=person,
            values=values,
            reason=reason,
            expected_version=expected_version,
            by=by,
            at=at,
            shown_person_version=shown_person_version,
            seen_person_version=seen_person_version,
        )


@verb
def merge_people(
    *, kept: Person, other: Person, reason: str, by: User, at: datetime
) -> PersonMerge:
    """Say that two person-records are one person. Each keeps its records and its versions. Raises
    PermissionRefused, StateRefused, Conflict.
    """
    check_can(by, Permission.LOG_DETAINER, kept.agency, on=local_day(at))
    merge = merging.join(kept, other, reason=reason, by=by, at=at)
    renew_shred_blocks(merging.people_of(kept.pk))
    _audit(merge, "person.merged", by, at)
    return merge


@verb
def split_people(*, merge: PersonMerge, reason: str, by: User, at: datetime) -> PersonMerge:
    """Undo a merge. Raises PermissionRefused, StateRefused, Conflict."""
    check_can(by, Permission.LOG_DETAINER, merge.kept.agency, on=local_day(at))
    undone = merging.part(merge, reason=reason, by=by, at=at)
    for person_id in (undone.kept_id, undone.other_id):
        renew_shred_blocks(merging.people_of(person_id))
    _audit(undone, "person.split", by, at)
    return undone


@verb
def separate_record(*, detainer: Detainer, reason: str, by: User, at: datetime) -> Person:
    """Say that a record is about somebody else than the other records of its person: a person of
    its own, known as the record knows them. A merge undoes it. Raises PermissionRefused,
    StateRefused.
    """
    before = detainer.person
    person = separate.separate_record(detainer=detainer, reason=reason, by=by, at=at)
    Access.objects.filter(detainer=detainer).update(person=person, person_version=person.version)
    move_holds(detainer, person)
    for person_id in (before.pk, person.pk):
        renew_shred_blocks(merging.people_of(person_id))
    return person


def _audit(merge: PersonMerge, event: str, by: User, at: datetime) -> None:
    record(
        chain=merge.kept.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="person",
        subject_id=merge.kept_id,
        detail={"other": str(merge.other_id), "merge": str(merge.pk)},
    )
