"""The work of an import, row by row: a check that stores nothing, and the run.

A worker may die anywhere. A row is stored in an act of its own and found again by what it says, so
the next worker goes on behind the last row that was noted, and stores none twice. A long file is
worked in parts, so that no part outlives its lease.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import Refused
from reports.core.verbs import verb
from reports.imports.files import COUNTS, ImportReport, RowsInOrder, warnings_of
from reports.imports.jobs import actions
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import ImportMode, ImportState, RecordKind, TableImport
from reports.imports.jobs.results import keep_results, read_results
from reports.imports.kinds import RowResult
from reports.uploads.tables import TableRefused

SECONDS_A_PART = 240.0
NOTE_EVERY = 25
ALL_OR_NOTHING = "A row could not be stored, so all that was stored is taken back."


RowAct = Callable[[int, int], Callable[[Any], RowResult | None]]


class Canceled(Exception):
    """Somebody stopped the import, or changed what it means."""


def check_import(job_id: UUID, version: int, *, at: datetime) -> None:
    """Look at every row and store nothing."""
    job = _job(job_id)
    if job is None or job.version != version or job.state is not ImportState.CHECKING:
        return
    kind = KINDS[job.kind]
    _work(job, lambda copy, number: partial(kind.find, job.agency, copy=copy), at=at)


def run_import(job_id: UUID, version: int, *, at: datetime) -> None:
    """Store what can be stored, behind the last row that was noted."""
    job = _job(job_id)
    if job is None or job.version != version or job.state is not ImportState.RUNNING:
        return
    batch = job.batch if job.kind == RecordKind.DETAINERS else job
    act = {"agency": job.agency, "by": job.run_by, "at": at, "batch": batch}
    store = KINDS[job.kind].store
    _work(job, lambda copy, number: partial(_store, store, copy=copy, row=number, **act), at=at)


def _store(store: Callable[..., RowResult], facts: Any, **act: Any) -> RowResult:
    return store(facts=facts, **act)


def _work(job: TableImport, act: RowAct, *, at: datetime) -> None:
    try:
        file = actions.file_of(job, actions.table_of(job))
    except (TableRefused, Refused) as refused:
        _note_failed(job=job, why=str(refused), at=at)
        return
    report = (read_results(job) if job.last_row else None) or ImportReport(
        warnings=warnings_of(file)
    )
    try:
        last_row = _take_rows(job, RowsInOrder(file, report), act, at=at)
        if last_row is None:
            _note_end(job=job, report=report, at=at)
        else:
            _note_part(job=job, report=report, last_row=last_row, at=at)
    except Canceled:
        _note_canceled(job=job, report=report, at=at)


def _take_rows(job: TableImport, rows: RowsInOrder, act: RowAct, *, at: datetime) -> int | None:
    """Take the rows behind the last that was noted. The place of the last one taken where time
    ran out; None where all are done. Raises Canceled.
    """
    began = time.monotonic()
    for place, (number, facts, copy, problems) in enumerate(rows.facts(at=at), start=1):
        if place <= job.last_row:
            continue
        rows.take(number, facts, problems, act(copy, number))
        if _must_end(job, rows.report):
            return None
        if not place % NOTE_EVERY:
            _note_progress(job=job, report=rows.report, at=at)
        if time.monotonic() - began > SECONDS_A_PART:
            return place
    return None


def _must_end(job: TableImport, report: ImportReport) -> bool:
    """All or nothing: the first row that cannot be stored ends the run."""
    is_run = job.state is ImportState.RUNNING
    return is_run and job.mode == ImportMode.ALL and bool(report.refused + report.conflicts)


def _job(job_id: UUID) -> TableImport | None:
    rows = TableImport.objects.select_related(
        "agency", "record_key", "batch", "run_by", "upload__record_key", "results__record_key"
    )
    return rows.filter(pk=job_id).first()


def _counts(report: ImportReport) -> dict[str, int]:
    return {"rows_done": report.rows, **{name: getattr(report, name) for name in COUNTS}}


def _still(job: TableImport) -> TableImport:
    """The import, locked, if it is still to be done as it was begun. Raises Canceled."""
    rows = TableImport.objects.select_for_update(of=("self",))
    locked = rows.select_related("agency", "record_key", "results").get(pk=job.pk)
    if locked.version != job.version or locked.state is not job.state:
        raise Canceled
    return locked


@verb(system=True)
def _note_progress(*, job: TableImport, report: ImportReport, at: datetime) -> None:
    """What the page shows meanwhile. Raises Canceled."""
    _still(job)
    TableImport.objects.filter(pk=job.pk).update(**_counts(report))


@verb(system=True)
def _note_part(*, job: TableImport, report: ImportReport, last_row: int, at: datetime) -> None:
    """Keep what was found so far, and promise the rest. Raises Canceled."""
    locked = _still(job)
    keep_results(locked, report, at=at)
    for name, count in _counts(report).items():
        setattr(locked, name, count)
    locked.last_row = last_row
    kind = actions.CHECK_JOB if locked.state is ImportState.CHECKING else actions.RUN_JOB
    actions.ask(locked, kind, at=at)
    locked.save()


@verb(system=True)
def _note_canceled(*, job: TableImport, report: ImportReport, at: datetime) -> None:
    """Keep what came in before it was stopped."""
    rows = TableImport.objects.select_for_update(of=("self",))
    locked = rows.select_related("agency", "record_key", "results").get(pk=job.pk)
    if locked.version != job.version or locked.run_requested_at is None:
        return
    keep_results(locked, report, at=at)
    for name, count in _counts(report).items():
        setattr(locked, name, count)
    locked.save()
    _close_batch(locked, at=at)


@verb(system=True)
def _note_end(*, job: TableImport, report: ImportReport, at: datetime) -> None:
    """Keep what was found, and that it is over; a run of all rows that met a wrong one takes back
    what it stored. Raises Canceled.
    """
    locked = _still(job)
    keep_results(locked, report, at=at)
    for name, count in _counts(report).items():
        setattr(locked, name, count)
    if locked.state is ImportState.CHECKING:
        locked.checked_at = at
        locked.save()
        return
    is_broken = _must_end(locked, report)
    locked.finished_at = at
    locked.failed_because = ALL_OR_NOTHING if is_broken else ""
    locked.save()
    _close_batch(locked, at=at)
    _audit_end(locked, at=at)
    if is_broken and locked.stored:
        actions.begin_undo(locked, by=_runner(locked), at=at)


def _close_batch(job: TableImport, *, at: datetime) -> None:
    if job.batch is not None:
        for name in COUNTS:
            setattr(job.batch, name, getattr(job, name))
        job.batch.finished_at = at
        job.batch.save(update_fields=[*COUNTS, "finished_at"])


@verb(system=True)
def _note_failed(*, job: TableImport, why: str, at: datetime) -> None:
    """The file cannot be read as it was said to be read."""
    try:
        locked = _still(job)
    except Canceled:
        return
    locked.failed_because = why[:300]
    locked.save()
    _audit_end(locked, at=at)


def _runner(job: TableImport) -> User:
    if job.run_by is None:
        raise LookupError("an import runs that nobody asked for")
    return job.run_by


def _audit_end(job: TableImport, *, at: datetime) -> None:
    record(
        chain=job.agency.code,
        event="import.finished",
        actor=str(job.run_by_id) if job.run_by_id else "system:imports",
        at=at,
        subject_type="table_import",
        subject_id=job.pk,
        detail={"sha256": job.sha256, **{name: getattr(job, name) for name in COUNTS}},
    )
