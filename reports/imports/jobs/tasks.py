"""Background work of imports: check, run, undo, and forget old files."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core.clock import now
from reports.imports.jobs.actions import CHECK_JOB, RUN_JOB, UNDO_JOB, forget_old_files
from reports.imports.jobs.run import check_import, run_import
from reports.imports.jobs.undo import undo_records
from reports.outbox.registry import job_handler, scheduled

EXPIRY_ROUND = "table_import_expiry"
LEASE = timedelta(minutes=15)

scheduled(EXPIRY_ROUND, every=timedelta(days=1), offset=timedelta(hours=10, minutes=20))


@job_handler(CHECK_JOB, lease=LEASE)
def check(object_id: UUID, version: int) -> None:
    check_import(object_id, version, at=now())


@job_handler(RUN_JOB, lease=LEASE)
def run(object_id: UUID, version: int) -> None:
    run_import(object_id, version, at=now())


@job_handler(UNDO_JOB, lease=timedelta(hours=1))
def undo(object_id: UUID, version: int) -> None:
    """Take back what an import stored."""
    undo_records(object_id, at=now())


@job_handler(EXPIRY_ROUND)
def forget(object_id: UUID, version: int) -> None:
    """Destroy the bytes of files that came more than seven days ago."""
    forget_old_files(at=now())
