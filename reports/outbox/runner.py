"""Run jobs: claim a job under a lease, do it, mark it done if the lease is still ours.

Work is done at least once. Whoever dies while doing it loses the lease, and another begins again;
whoever comes back late finds the lease token changed and may not mark anything. Handlers are
therefore safe to run twice, and those that do something slow first call `check_lease()` in the
transaction in which they write.
"""

import contextvars
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F

from reports.core.failpoints import reach
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import JobKind, UnknownKind, kind_named

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(hours=1)

logger = logging.getLogger(__name__)
_lease: contextvars.ContextVar[tuple[UUID, UUID] | None] = contextvars.ContextVar(
    "lease", default=None
)

Clock = Callable[[], datetime]


class LeaseLost(Exception):
    """The work took longer than its lease, and somebody else has begun it."""


def run_job(job_id: UUID, *, clock: Clock) -> bool:
    """Do one job if it is due and nobody else has it. True when it was done."""
    job = claim(job_id, at=clock())
    return job is not None and _do(job, clock=clock)


def run_due(*, at: datetime) -> int:
    """Do every due job in this process, those that become due meanwhile too. How many were done or
    tried.
    """
    clock = _moving(at)
    tried = 0
    while job := claim_next(at=clock()):
        _do(job, clock=clock)
        tried += 1
    return tried


def claim(job_id: UUID, *, at: datetime) -> Job | None:
    """Lease one job: a single conditional UPDATE, which only one of several workers wins."""
    job = Job.objects.filter(pk=job_id).due(at).first()
    if job is None:
        return None
    token, until = uuid4(), at + _lease_of(job.kind)
    won = (
        Job.objects.filter(pk=job_id)
        .due(at)
        .update(
            status=JobStatus.LEASED,
            lease_token=token,
            lease_until=until,
            attempts=F("attempts") + 1,
        )
    )
    if not won:
        return None
    reach("leased")
    job.status, job.lease_token, job.lease_until, job.attempts = (
        JobStatus.LEASED,
        token,
        until,
        job.attempts + 1,
    )
    return job


def claim_next(*, at: datetime) -> Job | None:
    """Lease the job that has been due longest, passing over rows that another worker has locked."""
    with transaction.atomic():
        due = Job.objects.due(at).order_by("run_after")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        first = due.values_list("pk", flat=True).first()
        return claim(first, at=at) if first else None


def check_lease() -> None:
    """For handlers, inside the transaction in which they write: refuse when another worker has
    taken over.
    """
    lease = _lease.get()
    if lease is None:
        return
    job_id, token = lease
    held = Job.objects.select_for_update().filter(
        pk=job_id, status=JobStatus.LEASED, lease_token=token
    )
    if not list(held.values_list("pk")):
        raise LeaseLost("another worker has taken this job over")


def _do(job: Job, *, clock: Clock) -> bool:
    reach("claimed")
    try:
        _handle(job)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is put on the row, and tried again
        _failed(job, error, at=clock())
        return False
    reach("before_done")
    done = _finish(job, status=JobStatus.DONE, done_at=clock(), error_code="")
    reach("after_done")
    if not done:
        logger.warning("lease_lost", extra={"job": str(job.pk), "kind": job.kind})
    return done


def _handle(job: Job) -> None:
    kind = kind_named(job.kind)
    held = _lease.set((job.pk, job.lease_token) if job.lease_token else None)
    try:
        kind.handler(job.object_id, job.version)
    finally:
        _lease.reset(held)


def _failed(job: Job, error: Exception, *, at: datetime) -> None:
    code = type(error).__name__
    given_up = job.attempts >= _max_attempts(job.kind)
    reach("failed")
    # Class name and place only: the message of an exception can hold what nobody may read in a log.
    logger.warning(
        "job_failed",
        extra={
            "job": str(job.pk),
            "kind": job.kind,
            "error": code,
            "where": _place(error),
            "given_up": given_up,
        },
    )
    if given_up:
        _finish(job, status=JobStatus.FAILED, error_code=code)
    else:
        _finish(
            job, status=JobStatus.PENDING, error_code=code, run_after=at + backoff(job.attempts)
        )


def backoff(attempts: int) -> timedelta:
    """Ten seconds, then twice as long each time, an hour at most."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 16)), LONGEST_PAUSE)


def _finish(job: Job, **changes: object) -> bool:
    """End the lease, if it is still this one."""
    held = Job.objects.filter(pk=job.pk, status=JobStatus.LEASED, lease_token=job.lease_token)
    return bool(held.update(lease_token=None, lease_until=None, **changes))


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace else ""


def _lease_of(kind: str) -> timedelta:
    return _known(kind).lease


def _max_attempts(kind: str) -> int:
    return _known(kind).max_attempts


def _known(name: str) -> JobKind:
    """A kind without a handler (an older release during an upgrade) is tried like any other, and
    fails on its row.
    """
    try:
        return kind_named(name)
    except UnknownKind:
        return JobKind(name=name, handler=_nobody, lease=timedelta(minutes=5), max_attempts=8)


def _nobody(object_id: UUID, version: int) -> None:
    raise UnknownKind


def _moving(at: datetime) -> Clock:
    """The moment given, moving on as time passes, without reading the clock on the wall."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)
