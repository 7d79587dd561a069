"""Record, correct and void an ICE access. No row is edited: a correction is a new row."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from reports.access.kinds import TELLS_OF_RELEASE, AccessKind, Basis
from reports.access.models import Access, Communication
from reports.access.policies import (
    check_can_correct,
    check_can_record,
    check_can_record_communication,
    check_can_void,
)
from reports.access.values import AccessValues, CommunicationValues
from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.models import Detainer, Reply
from reports.detainers.status import DetainerStatus
from reports.law.assess import Purpose
from reports.law.moments import local_day
from reports.persons.models import Person
from reports.persons.records import create_person
from reports.persons.values import PersonValues

DEMOGRAPHICS = ("race", "ethnicity", "sex", "age")


@verb
def record_access(
    *,
    agency: Agency,
    values: AccessValues,
    form_token: UUID,
    by: User,
    at: datetime,
    person: Person | PersonValues,
    detainer: Detainer | None = None,
    reply: Reply | None = None,
) -> Access:
    """Record one access, under a detainer or by other means. Submitting the same form twice returns
    the same row.
    """
    check_can_record(by, agency, on=local_day(at))
    Agency.objects.select_for_update().get(pk=agency.pk)
    before = (
        Access.objects.filter(agency=agency, form_token=form_token)
        .select_related("agency", "person")
        .first()
    )
    if before is not None:
        return before
    values = with_release_notified(values, detainer)
    _check(values, detainer, at)
    who = (
        person if isinstance(person, Person) else create_person(agency=agency, values=person, at=at)
    )
    return _create(
        agency=agency,
        person=who,
        values=values,
        by=by,
        at=at,
        detainer=detainer,
        reply=reply,
        form_token=form_token,
    )


def with_release_notified(values: AccessValues, detainer: Detainer | None) -> AccessValues:
    """The act with an answer to whether a release date or time was told. Where nobody said, a time
    that was told answers it, else what the request had asked for.
    """
    told = values.notified_release_at if values.kind in TELLS_OF_RELEASE else None
    is_about_release = values.is_about_release
    if is_about_release is None:
        asked = detainer.purposes if detainer else ()
        is_about_release = told is not None or Purpose.RELEASE_INFORMATION in asked
    return replace(
        values,
        is_about_release=values.kind in TELLS_OF_RELEASE
        and (values.kind == "B" or is_about_release),
        notified_release_at=told,
    )


def _check(values: AccessValues, detainer: Detainer | None, at: datetime) -> None:
    if values.kind not in AccessKind.values or values.basis not in Basis.values:
        raise StateRefused(
            "Choose what was done, (A) to (F), and whether it was part of complying with a"
            " detainer."
        )
    if values.basis == Basis.DETAINER and detainer is None:
        raise StateRefused(
            "Access as part of compliance with a detainer belongs to a detainer. Record it from its"
            " page."
        )
    if values.occurred_at > at:
        raise StateRefused("Access cannot lie in the future. Record it when it has been given.")
    if (
        detainer is not None
        and values.basis == Basis.DETAINER
        and values.occurred_at < detainer.received_at
    ):
        raise StateRefused(
            "Access under a detainer cannot lie before its receipt. Correct the day or time."
        )
    if (
        detainer is not None
        and detainer.status == DetainerStatus.AWAITING_REVIEW
        and values.kind in {"A", "B", "C"}
    ):
        raise StateRefused(
            "The head of the agency has not reviewed this request, 54-192h(c). Record the review"
            " first, with its true time even if it came late."
        )


def _create(
    *,
    agency: Agency,
    person: Person,
    values: AccessValues,
    by: User,
    at: datetime,
    detainer: Detainer | None,
    reply: Reply | None = None,
    form_token: UUID | None = None,
    corrects: Access | None = None,
) -> Access:
    record = detainer or corrects
    access = Access.objects.create(
        agency=agency,
        person=person,
        person_version=record.person_version if record else person.version,
        record_key=person.record_key,
        detainer=detainer,
        reply=reply,
        form_token=form_token,
        kind=values.kind,
        basis=values.basis,
        occurred_at=values.occurred_at,
        is_about_release=bool(values.is_about_release),
        notified_release_at=values.notified_release_at,
        race=values.race,
        ethnicity=values.ethnicity,
        sex=values.sex,
        age=values.age,
        minutes_spent=values.minutes_spent,
        cost_cents=values.cost_cents,
        resources=values.resources,
        description=values.description,
        recorded_at=at,
        recorded_by=by,
        corrects=corrects,
    )
    _audit(access, "access.corrected" if corrects else "access.recorded", by, at)
    return access


def _audit(access: Access, event: str, by: User, at: datetime) -> None:
    record(
        chain=access.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="access",
        subject_id=access.pk,
        detail={"kind": access.kind, "basis": access.basis},
    )


@verb
def record_view(*, access: Access, by: User, at: datetime) -> None:
    """Somebody opened an access record about a person; the read is in the audit log."""
    record(
        chain=access.agency.code,
        event="access.read",
        actor=str(by.pk),
        at=at,
        subject_type="access",
        subject_id=access.pk,
    )


@verb
def correct_access(
    *, access: Access, values: AccessValues, reason: str, by: User, at: datetime
) -> Access:
    """Add a corrected row that replaces a current one."""
    check_can_correct(by, access, on=local_day(at))
    values = with_release_notified(values, access.detainer)
    _check(values, access.detainer, at)
    if not reason.strip():
        raise StateRefused("Say why the record of this access is corrected.")
    if all(getattr(access, field) == getattr(values, field) for field in vars(values)):
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    return _create(
        agency=access.agency,
        person=access.person,
        values=values,
        by=by,
        at=at,
        detainer=access.detainer,
        reply=access.reply,
        corrects=access,
    )


@verb
def void_access(*, access: Access, reason: str, by: User, at: datetime) -> None:
    """Mark an access as recorded by mistake. The row stays, marked as void."""
    check_can_void(by, access, on=local_day(at))
    if not reason.strip():
        raise StateRefused("Say why this access is voided; the reason stays with it.")
    access.voided_at, access.voided_by, access.void_reason = at, by, reason
    access.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _audit(access, "access.voided", by, at)


@verb
def record_communication(
    *,
    agency: Agency,
    values: CommunicationValues,
    by: User,
    at: datetime,
    detainer: Detainer,
    access: Access | None = None,
    form_token: UUID | None = None,
) -> Communication:
    """Record a communication with a federal immigration authority. Disclosable under (e)(2); not
    part of the data reported to OPM.
    """
    check_can_record_communication(by, agency, on=local_day(at))
    Agency.objects.select_for_update().get(pk=agency.pk)
    before = (
        Communication.objects.filter(agency=agency, form_token=form_token).first()
        if form_token
        else None
    )
    if before is not None:
        return before
    if values.happened_at > at:
        raise StateRefused(
            "A communication cannot lie in the future. Record it when it has taken place."
        )
    if not values.summary.strip():
        raise StateRefused("Say in a sentence what was said or sent.")
    communication = Communication.objects.create(
        agency=agency,
        form_token=form_token,
        detainer=detainer,
        access=access,
        record_key=detainer.record_key,
        entered_at=at,
        entered_by=by,
        **asdict(values),
    )
    record(
        chain=agency.code,
        event="communication.recorded",
        actor=str(by.pk),
        at=at,
        subject_type="detainer",
        subject_id=detainer.pk,
    )
    return communication
