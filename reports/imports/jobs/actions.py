"""The acts of an import: bring a file, say what it means, have it checked and run, cancel it, have
it undone, and forget its bytes.

A screen, the interface for vendors and the commands use the same ones:

    job = start_import(agency=..., kind="detainers", data=..., by=..., at=...)
    request_run(job=job, mode=ImportMode.GOOD, by=..., at=...)     # a worker runs it
    read_results(job); annotated_file(job, "csv")   # results.py, queries.py
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.imports.detainers.models import DetainerImport
from reports.imports.files import LEAVE, TAKE, FileAnswers, ImportFile
from reports.imports.jobs.columns import check_columns, guessed_columns
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import DAYS_KEPT, ImportMode, ImportState, RecordKind, TableImport
from reports.imports.jobs.undo import check_can_undo
from reports.imports.written_days import DAY_FIRST, MONTH_FIRST
from reports.law.moments import local_day
from reports.outbox.actions import enqueue
from reports.sealing.actions import new_record_key, read_sealed_file, shred, store_sealed_file
from reports.uploads.tables import ReadAs, ReadTable, read_table

CHECK_JOB, RUN_JOB, UNDO_JOB = "table_import_check", "table_import_run", "table_import_undo"
IS_GONE = "The file was removed after seven days. Bring it again."
IS_MOVING = "A worker is at it. Wait until it has ended, or cancel it."
IS_OVER = "It has been imported. Bring the file again if more is to come in."
NOT_GOOD = (
    "{count} rows cannot be stored as they are, so nothing was. Correct them, or choose to store"
    " the good rows."
)
AT_WORK = frozenset({ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING})
OPEN = frozenset({ImportState.NEW, ImportState.CHECKING, ImportState.CHECKED})


@verb
def start_import(
    *,
    agency: Agency,
    kind: str,
    data: bytes,
    by: User,
    at: datetime,
    reading: ReadAs | None = None,
    is_by_interface: bool = False,
) -> TableImport:
    """Keep a file sealed, with how it was read and what its columns seem to be. Raises
    PermissionRefused, TableRefused.
    """
    KINDS[kind].check_may(by, agency, on=local_day(at))
    how = reading or ReadAs()
    table = read_as(data, kind, how)
    key = new_record_key(agency_code=agency.code, at=at)
    job = TableImport(
        agency=agency,
        kind=kind,
        record_key=key,
        sha256=hashlib.sha256(data).hexdigest(),
        upload=store_sealed_file(
            record_key=key, data=data, content_type="application/octet-stream", at=at
        ),
        uploaded_at=at,
        uploaded_by=by,
        is_by_interface=is_by_interface,
    )
    _keep_reading(job, how, table)
    job.save(force_insert=True)
    _audit(job, "import.uploaded", by=by, at=at, kind=kind)
    return job


def read_as(data: bytes, kind: str, how: ReadAs) -> ReadTable:
    """The table of a file, told by the columns of its kind. Raises TableRefused."""
    said = {name: value for name, value in asdict(how).items() if name != "expected"}
    return read_table(data, ReadAs(**said, expected=KINDS[kind].known))


def table_of(job: TableImport) -> ReadTable:
    """The table as it was said to be read. Raises StateRefused where its bytes are gone."""
    if job.upload is None:
        raise StateRefused(IS_GONE)
    return read_as(read_sealed_file(job.upload), job.kind, ReadAs(**job.reading))


def file_of(job: TableImport, table: ReadTable) -> ImportFile:
    """The table with what its columns were said to mean. Raises TableRefused."""
    answers = FileAnswers(job.hidden_rows, job.day_order)
    return ImportFile(table, answers, KINDS[job.kind], job.columns)


@verb
def choose_reading(
    *,
    job: TableImport,
    reading: ReadAs,
    by: User,
    at: datetime,
) -> TableImport:
    """Have the file read otherwise: another sheet, header row, encoding or delimiter. Its columns
    are guessed again where its headings changed. Raises PermissionRefused, StateRefused,
    TableRefused.
    """
    locked = _locked_open(job, by=by, at=at)
    if locked.upload is None:
        raise StateRefused(IS_GONE)
    table = read_as(read_sealed_file(locked.upload), locked.kind, reading)
    _keep_reading(locked, reading, table)
    _forget_check(locked)
    locked.save()
    return locked


def _keep_reading(job: TableImport, how: ReadAs, table: ReadTable) -> None:
    said = {name: value for name, value in asdict(how).items() if name != "expected" and value}
    is_other = job.header != list(table.columns)
    job.reading, job.header, job.rows_total = said, list(table.columns), table.row_count
    job.found = json.dumps(_found(table), ensure_ascii=False)
    if is_other:
        job.columns = guessed_columns(KINDS[job.kind], table.columns)
        job.are_columns_chosen = False


def _found(table: ReadTable) -> dict[str, Any]:
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheets": [[sheet.name, sheet.is_hidden] for sheet in table.sheets if sheet.has_rows],
        "sheet": table.sheet,
        "header_row": table.header_row,
        "rows": table.row_count,
        "hidden_rows": len(table.hidden_rows),
        "hidden_columns": list(table.hidden_columns),
        "is_workbook": not table.encoding,
        "first_row": next((list(row.cells) for row in table.rows()), []),
    }


@verb
def choose_columns(
    *,
    job: TableImport,
    columns: Mapping[str, str],
    by: User,
    at: datetime,
    hidden_rows: str = "",
    day_order: str = "",
) -> TableImport:
    """Say which column holds each of ours, whether hidden rows count and how days are written; then
    have every row checked. Raises PermissionRefused, StateRefused.
    """
    locked = _locked_open(job, by=by, at=at)
    chosen = {name: held for name, held in columns.items() if held}
    check_columns(KINDS[locked.kind], locked.header, chosen)
    if hidden_rows not in {"", TAKE, LEAVE} or day_order not in {"", MONTH_FIRST, DAY_FIRST}:
        raise StateRefused("Choose one of the answers offered.")
    locked.columns, locked.are_columns_chosen = chosen, True
    locked.hidden_rows, locked.day_order = hidden_rows, day_order
    _forget_check(locked)
    ask(locked, CHECK_JOB, at=at)
    locked.check_requested_at = at
    locked.save()
    return locked


@verb
def request_run(*, job: TableImport, mode: str, by: User, at: datetime) -> TableImport:
    """Have it run: the good rows, or all of them, which needs a check that found none wrong. Raises
    PermissionRefused, StateRefused.
    """
    locked = _locked_open(job, by=by, at=at)
    check_columns(KINDS[locked.kind], locked.header, locked.columns)
    wrong = locked.refused + locked.conflicts
    if mode not in ImportMode.values:
        raise StateRefused("Choose whether all rows or the good ones are stored.")
    if mode == ImportMode.ALL and (locked.checked_at is None or wrong):
        raise StateRefused(
            NOT_GOOD.format(count=wrong) if wrong else "Have every row checked first."
        )
    if locked.kind == RecordKind.DETAINERS:
        locked.batch = DetainerImport.objects.create(
            agency=locked.agency, sha256=locked.sha256, imported_by=by, started_at=at
        )
    locked.mode, locked.run_requested_at, locked.run_by = mode, at, by
    locked.rows_done = locked.last_row = 0
    locked.stored = locked.unchanged = locked.refused = locked.conflicts = 0
    ask(locked, RUN_JOB, at=at)
    locked.save()
    _audit(locked, "import.started", by=by, at=at, mode=mode)
    return locked


@verb
def cancel_import(*, job: TableImport, by: User, at: datetime) -> TableImport:
    """Stop it behind the row that is being stored; what came in stays and can be undone. Raises
    PermissionRefused, Conflict.
    """
    locked = _locked(job)
    KINDS[locked.kind].check_may(by, locked.agency, on=local_day(at))
    if locked.state not in OPEN | {ImportState.RUNNING}:
        raise Conflict("It has ended already, so there is nothing to cancel.")
    locked.canceled_at = at
    locked.save()
    DetainerImport.objects.filter(table=locked, finished_at__isnull=True).update(finished_at=at)
    _audit(locked, "import.canceled", by=by, at=at)
    return locked


@verb
def undo_import(*, job: TableImport, by: User, at: datetime) -> TableImport:
    """Have every record that came in taken back, if nothing rests on any of them. Raises
    PermissionRefused, StateRefused, Conflict.
    """
    locked = _locked(job)
    KINDS[locked.kind].check_may(by, locked.agency, on=local_day(at))
    if locked.state not in {ImportState.DONE, ImportState.CANCELED, ImportState.FAILED}:
        raise Conflict("Only an import that has ended can be undone, and only once.")
    check_can_undo(locked)
    begin_undo(locked, by=by, at=at)
    return locked


def begin_undo(job: TableImport, *, by: User, at: datetime) -> None:
    """Promise that the records that came in are taken back."""
    job.undo_requested_at, job.undo_by = at, by
    ask(job, UNDO_JOB, at=at)
    job.save()
    _audit(job, "import.undo_requested", by=by, at=at)


@verb(system=True)
def forget_old_files(*, at: datetime) -> int:
    """Destroy the bytes of files that came more than seven days ago, and what was found wrong in
    them; counts, headings and their meaning stay. Returns how many.
    """
    old = TableImport.objects.filter(
        upload__isnull=False, uploaded_at__lt=at - timedelta(days=DAYS_KEPT)
    )
    rows = list(old.select_for_update(of=("self",)).select_related("record_key", "agency"))
    for job in rows:
        if job.state in AT_WORK:
            continue
        files = [file for file in (job.upload, job.results) if file is not None]
        TableImport.objects.filter(pk=job.pk).update(upload=None, results=None)
        shred(record_key=job.record_key, at=at)
        for file in files:
            file.delete()
        record(
            chain=job.agency.code,
            event="import.file_removed",
            actor="system:imports",
            at=at,
            subject_type="table_import",
            subject_id=job.pk,
        )
    return len(rows)


def ask(job: TableImport, kind: str, *, at: datetime) -> None:
    """Promise the next piece of work; the caller saves the job."""
    job.version += 1
    enqueue(kind=kind, object_id=job.pk, version=job.version, at=at)


def _forget_check(job: TableImport) -> None:
    job.failed_because = ""
    job.check_requested_at = job.checked_at = None
    job.rows_done = job.last_row = 0
    job.stored = job.unchanged = job.refused = job.conflicts = 0


def _locked(job: TableImport) -> TableImport:
    rows = TableImport.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "record_key", "upload__record_key").get(pk=job.pk)


def _locked_open(job: TableImport, *, by: User, at: datetime) -> TableImport:
    """The import, locked, while it is not running or over. Raises PermissionRefused,
    StateRefused.
    """
    locked = _locked(job)
    KINDS[locked.kind].check_may(by, locked.agency, on=local_day(at))
    is_unread = locked.state is ImportState.FAILED and locked.run_requested_at is None
    if locked.state not in OPEN and not is_unread:
        raise StateRefused(IS_MOVING if locked.state in AT_WORK else IS_OVER)
    if locked.upload is None:
        raise StateRefused(IS_GONE)
    return locked


def _audit(job: TableImport, event: str, *, by: User, at: datetime, **detail: Any) -> None:
    record(
        chain=job.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="table_import",
        subject_id=job.pk,
        detail={"sha256": job.sha256, **detail},
    )
