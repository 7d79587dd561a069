"""Enqueue a job: a row in the transaction that makes it necessary, and a wake-up once that
transaction is committed.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F

from reports.core.failpoints import reach
from reports.outbox.models import Job, JobStatus
from reports.outbox.wakeup import notify_worker

__all__ = ["NotFailed", "enqueue", "repeat", "retry"]


class NotFailed(Exception):
    """Only a job that was given up can be tried again."""


def enqueue(
    *, kind: str, object_id: UUID, version: int = 1, at: datetime, run_after: datetime | None = None
) -> Job:
    """Have something done, once per kind, object and version. Promised again, it is the same
    job.
    """
    due = run_after or at
    fresh = Job(
        kind=kind,
        object_id=object_id,
        version=version,
        created_at=at,
        run_after=due,
        notified_at=at if due <= at else None,
    )
    with transaction.atomic(savepoint=False):
        # A conflict is no error here, on either database: whoever was first has made the job.
        Job.objects.bulk_create([fresh], ignore_conflicts=True)
        reach("promised")
        job = Job.objects.get(kind=kind, object_id=object_id, version=version)
        if job.status == JobStatus.PENDING and job.run_after <= at:
            transaction.on_commit(partial(notify_worker, job.pk, kind))
    return job


def retry(*, job: Job, at: datetime) -> None:
    """Try a job again that was given up. It is due at once, as when it was enqueued."""
    revived = Job.objects.filter(pk=job.pk, status=JobStatus.FAILED).update(
        status=JobStatus.PENDING,
        attempts=0,
        run_after=F("created_at"),
        notified_at=at,
        error_code="",
    )
    if not revived:
        raise NotFailed("This work was already taken up again.")
    transaction.on_commit(partial(notify_worker, job.pk, job.kind))


def repeat(*, kind: str, object_id: UUID, version: int, at: datetime) -> bool:
    """Have done work done again, because more of it is possible now. False where none was done."""
    done = Job.objects.filter(
        kind=kind, object_id=object_id, version=version, status=JobStatus.DONE
    )
    job_id = done.values_list("pk", flat=True).first()
    if job_id is None or not done.update(
        status=JobStatus.PENDING,
        attempts=0,
        run_after=F("created_at"),
        done_at=None,
        notified_at=at,
    ):
        return False
    transaction.on_commit(partial(notify_worker, job_id, kind))
    return True
