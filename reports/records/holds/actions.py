"""Placing a legal hold in one act, and lifting it with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.models import Detainer
from reports.law.moments import local_day
from reports.persons.merging import people_of
from reports.persons.models import Person
from reports.records.holds.models import LegalHold
from reports.sealing.actions import place_shred_block


@verb
def place_hold(*, person: Person, detainer: Detainer | None, by: User, at: datetime) -> LegalHold:
    """Hold one record, or everything about a person. Nothing has to be said first; the matter can
    be added later.

    A person's records share one key, so from this moment none of them can be destroyed, in the
    database or in what was backed up; nor can those of people merged with them. Placed already, it
    is the same hold.
    """
    agency = person.agency
    check_can(by, Permission.PLACE_HOLD, agency, on=local_day(at))
    if detainer is not None and detainer.person_id != person.pk:
        raise StateRefused("This record is about somebody else.")
    Agency.objects.select_for_update().get(pk=agency.pk)
    standing = LegalHold.objects.standing().filter(person=person, detainer=detainer).first()
    if standing is not None:
        return standing
    keys = [one.record_key for one in people_of(person.pk)]
    held = [place_shred_block(record_key=key, held=True) for key in keys]
    if not any(held):
        raise StateRefused(
            "This record was destroyed under the retention schedule; nothing is left to hold."
        )
    placed = LegalHold.objects.create(
        agency=agency, person=person, detainer=detainer, placed_at=at, placed_by=by
    )
    _audit(placed, "hold.placed", by, at)
    return placed


@verb
def set_matter(*, hold: LegalHold, matter: str, by: User, at: datetime) -> LegalHold:
    """Say which suit or file a hold belongs to."""
    check_can(by, Permission.PLACE_HOLD, hold.agency, on=local_day(at))
    changed = LegalHold.objects.standing().filter(pk=hold.pk).update(matter=matter.strip()[:120])
    if not changed:
        raise StateRefused("This hold was lifted already.")
    _audit(hold, "hold.named", by, at)
    hold.refresh_from_db()
    return hold


@verb
def lift_hold(*, hold: LegalHold, reason: str, by: User, at: datetime) -> LegalHold:
    """End a hold. The records are free for the schedule again only when no other hold on the person
    stands.
    """
    check_can(by, Permission.LIFT_HOLD, hold.agency, on=local_day(at))
    if not reason.strip():
        raise StateRefused(
            "Say why the hold ends, for example that counsel wrote that the matter is closed."
        )
    Agency.objects.select_for_update().get(pk=hold.agency_id)
    changed = (
        LegalHold.objects.standing()
        .filter(pk=hold.pk)
        .update(lifted_at=at, lifted_by=by, lift_reason=reason.strip()[:300])
    )
    if not changed:
        raise StateRefused("This hold was lifted already.")
    renew_shred_blocks(people_of(hold.person_id))
    _audit(hold, "hold.lifted", by, at)
    hold.refresh_from_db()
    return hold


def renew_shred_blocks(people: Iterable[Person]) -> None:
    """Block the keys of people whom a standing hold covers, their own or that of somebody merged
    with them, and free the others.
    """
    for person in people:
        sharing = Person.objects.filter(record_key=person.record_key_id).values("pk")
        roots = Person.objects.filter(record_key=person.record_key_id).values("merged_into")
        covered = Q(person__in=sharing) | Q(person__in=roots) | Q(person__merged_into__in=sharing)
        covered |= Q(person__merged_into__in=roots)
        held = LegalHold.objects.standing().filter(covered).exists()
        place_shred_block(record_key=person.record_key, held=held)


def move_holds(detainer: Detainer, person: Person) -> None:
    """Keep the holds on one record with it when the record gets another person."""
    LegalHold.objects.filter(detainer=detainer).update(person=person)


def _audit(hold: LegalHold, event: str, by: User, at: datetime) -> None:
    scope = "record" if hold.detainer_id else "person"
    record(
        chain=hold.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="detainer" if hold.detainer_id else "person",
        subject_id=hold.detainer_id or hold.person_id,
        detail={"scope": scope, "hold": str(hold.pk)},
    )
