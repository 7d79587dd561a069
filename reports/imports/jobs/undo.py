"""Taking back what an import stored, as long as nothing rests on it.

A record that came in by mistake and that nobody has worked with yet is deleted, with the key that
it is sealed under; its number stays taken. What an import makes by itself is listed here. Anything
else that points at a record (a review, a confirmed decision, a reply, a paper, an attempt at
service, a hold) rests on it, and so does a notice that somebody opened and a reporting period that
was certified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from reports.access.models import Access, ActAgainstDecision
from reports.audit.actions import record
from reports.audit.models import AuditEntry
from reports.core.bound_rows import everything
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.models import (
    AssessmentRecord,
    CustodyEvent,
    Decision,
    DecisionLine,
    Detainer,
)
from reports.imports.accesses.models import ImportedAccess
from reports.imports.detainers.models import ImportedDetainer
from reports.imports.jobs.models import ImportState, RecordKind, TableImport
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus
from reports.persons.models import Person, PersonIndex
from reports.sealing.actions import destroy_sealed_file, shred
from reports.submissions.models import Submission
from reports.submissions.status import AT_OPM, SubmissionStatus

UNTOUCHED = (NoticeStatus.RENDERING, NoticeStatus.COULD_NOT_RENDER, NoticeStatus.READY)
NOTHING_CAME_IN = "Nothing of this file came in, so there is nothing to undo."
RESTS = (
    "It cannot be undone: {what} rests on {count} of its records. Correct those records instead."
)
WORDS = {
    "HeadReview": "a review",
    "Decision": "a decision",
    "Reply": "a reply",
    "Access": "an ICE access",
    "Communication": "a communication",
    "Attachment": "a paper",
    "DetainerVersion": "a correction",
    "CustodyEvent": "what happened in custody",
    "LegalHold": "a legal hold",
    "Notice": "a notice that was opened or served",
    "Submission": "a certified report",
    "Detainer": "another detainer",
    "PersonMerge": "a merge of people",
    "CourtOrder": "a court order",
}
SUBJECTS: dict[str, str] = {RecordKind.DETAINERS: "detainer", RecordKind.ACCESSES: "access"}
CERTIFIED = (*AT_OPM, SubmissionStatus.ACCEPTED)

# Of the rows that point at a record, those an import makes by itself.
Own = Callable[[QuerySet[Any]], QuerySet[Any]]


class SomethingRests(StateRefused):
    """A record is in use: something that a person did rests on it."""


def _all(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


def _reported(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(is_reported=True, confirmed_at__isnull=True)


def _untouched(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Notices that wait, and that nobody has opened."""
    opened = AuditEntry.objects.filter(event="notice.read").values("subject_id")
    return rows.filter(status__in=UNTOUCHED).exclude(pk__in=opened)


def _with_the_row(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What came with the row itself happened in the act that stored it."""
    return rows.filter(entered_at=F("detainer__entered_at"))


def _unacknowledged(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(acknowledged_at__isnull=True, access__isnull=False)


OWN: dict[type[Model], Own] = {
    AssessmentRecord: _all,
    DecisionLine: _all,
    Decision: _reported,
    CustodyEvent: _with_the_row,
    ActAgainstDecision: _unacknowledged,
    Notice: _untouched,
    ImportedDetainer: _all,
    ImportedAccess: _all,
    PersonIndex: _all,
}


def check_can_undo(job: TableImport) -> None:
    """Whether nothing rests on anything that came in. Raises StateRefused, SomethingRests."""
    records = imported_records(job)
    if not records.exists():
        raise StateRefused(NOTHING_CAME_IN)
    check_nothing_rests(records)


def imported_records(job: TableImport) -> QuerySet[Any]:
    """The records that the import stored and that are still there."""
    if job.kind == RecordKind.DETAINERS:
        return Detainer.objects.filter(imported__batch__table=job)
    return Access.objects.filter(imported__batch=job)


def check_nothing_rests(records: QuerySet[Any]) -> None:
    """Raise SomethingRests, with what was found first and on how many records."""
    for what, count in _resting(records):
        raise SomethingRests(RESTS.format(what=WORDS.get(what, "something"), count=count))


def _resting(records: QuerySet[Any]) -> Iterator[tuple[str, int]]:
    keys = records.order_by().values("pk")
    if records.model is Access:
        yield from _changed_accesses(records)
    yield from _pointing(records.model, keys)
    about = "access" if records.model is Access else "detainer"
    notices = everything(Notice).filter(**{f"{about}__in": keys})
    yield from _pointing(Notice, notices.values("pk"))
    if records.model is Detainer:
        decisions = everything(Decision).filter(detainer__in=keys)
        yield from _pointing(Decision, decisions.values("pk"))
        people = records.order_by().values("person")
        yield from _pointing(Person, people, besides=(Detainer, keys))


def _changed_accesses(records: QuerySet[Any]) -> Iterator[tuple[str, int]]:
    if count := records.filter(voided_at__isnull=False).count():
        yield "Access", count
    rows = records.order_by().values("agency", "occurred_at__date").distinct()
    for found in rows:
        day = found["occurred_at__date"]
        certified = Submission.objects.filter(
            agency=found["agency"],
            status__in=CERTIFIED,
            period__starts_on__lte=day,
            period__ends_on__gte=day,
        )
        if certified.exists():
            yield "Submission", records.filter(occurred_at__date=day).count()


def _pointing(
    model: type[Model], keys: Any, besides: tuple[type[Model], Any] | None = None
) -> Iterator[tuple[str, int]]:
    """What points at these rows and was not made by the import, by the name of its table."""
    for relation in relations_to(model):
        found = everything(relation.related_model).filter(**{f"{relation.field.name}__in": keys})
        own = OWN.get(relation.related_model)
        if own is not None:
            found = found.exclude(pk__in=own(found).values("pk"))
        if besides is not None and relation.related_model is besides[0]:
            found = found.exclude(pk__in=besides[1])
        if count := found.values(relation.field.name).distinct().count():
            yield relation.related_model.__name__, count


def relations_to(model: type[Model]) -> list[ForeignObjectRel]:
    """Every column of any table that points at rows of this one."""
    found = model._meta.get_fields(include_hidden=True)
    return [one for one in found if isinstance(one, ForeignObjectRel) and not one.many_to_many]


@verb(system=True)
def take_back(*, job_id: UUID, record_id: UUID, at: datetime) -> bool:
    """Delete one record that came in, with all that the import made for it. False where something
    rests on it by now: it stays.
    """
    rows = TableImport.objects.select_for_update(of=("self",)).select_related("agency")
    job = rows.get(pk=job_id)
    found = imported_records(job).filter(pk=record_id)
    if job.state is not ImportState.UNDOING or not found.exists():
        return False
    try:
        check_nothing_rests(found)
    except SomethingRests:
        return False
    row = found.get()
    number = row.reference if isinstance(row, Detainer) else ""
    _delete(row, at=at)
    TableImport.objects.filter(pk=job_id).update(undone=F("undone") + 1)
    record(
        chain=job.agency.code,
        event="import.record_taken_back",
        actor=str(job.undo_by_id),
        at=at,
        subject_type=SUBJECTS[job.kind],
        subject_id=record_id,
        detail={"import": str(job_id), "number": number},
    )
    return True


def _delete(row: Any, *, at: datetime) -> None:
    """The record and what was made for it, from the leaves to the root."""
    is_detainer = isinstance(row, Detainer)
    person, key = row.person, row.record_key
    notices = Notice.objects.filter(detainer=row) if is_detainer else row.notices.all()
    files = [notice.file for notice in notices if notice.file is not None]
    notices.delete()
    if is_detainer:
        DecisionLine.objects.filter(decision__detainer=row).delete()
        Decision.objects.filter(detainer=row).delete()
        CustodyEvent.objects.filter(detainer=row).delete()
        AssessmentRecord.objects.filter(detainer=row).delete()
        ImportedDetainer.objects.filter(detainer=row).delete()
    else:
        ActAgainstDecision.objects.filter(access=row).delete()
        ImportedAccess.objects.filter(access=row).delete()
    row.delete()
    for file in files:
        destroy_sealed_file(file)
    if is_detainer or not _is_known_otherwise(person):
        PersonIndex.objects.filter(person=person).delete()
        person.delete()
        shred(record_key=key, at=at)


def _is_known_otherwise(person: Person) -> bool:
    """Whether anything but its indexes still points at the person."""
    keys = Person.objects.filter(pk=person.pk).values("pk")
    return any(True for _ in _pointing(Person, keys))


@verb(system=True)
def end_undo(*, job_id: UUID, at: datetime) -> None:
    """Note that everything was taken back that could be."""
    rows = TableImport.objects.select_for_update(of=("self",)).select_related("agency")
    job = rows.get(pk=job_id)
    if job.state is not ImportState.UNDOING:
        return
    job.undone_at, job.kept = at, imported_records(job).count()
    job.save(update_fields=["undone_at", "kept"])
    record(
        chain=job.agency.code,
        event="import.undone",
        actor=str(job.undo_by_id),
        at=at,
        subject_type="table_import",
        subject_id=job.pk,
        detail={"undone": job.undone, "kept": job.kept},
    )


def undo_records(job_id: UUID, *, at: datetime) -> None:
    """Take back every record of the import, one act each; begun again, it goes on."""
    job = TableImport.objects.get(pk=job_id)
    if job.state is not ImportState.UNDOING:
        return
    for record_id in list(imported_records(job).order_by("pk").values_list("pk", flat=True)):
        take_back(job_id=job_id, record_id=record_id, at=at)
    end_undo(job_id=job_id, at=at)
