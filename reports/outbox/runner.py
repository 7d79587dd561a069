"""Run jobs: claim a job under a lease, do it, mark it done if the lease is still ours.

Work is done at least once. Whoever dies while doing it loses the lease, and another begins again,
as often as the kind allows: work that ends its worker each time is given up like work that fails.
Whoever comes back late finds the lease token changed and may not mark anything. Handlers are
therefore safe to run twice, and those that do something slow first call `check_lease()` in the
transaction in which they write.
"""

import contextvars
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F

from reports.core.failpoints import reach
from reports.outbox.lanes import Lane
from reports.outbox.models import LONGEST_PAUSE, Job, JobStatus
from reports.outbox.registry import JobKind, kind_named

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_BACKOFF: Final = timedelta(hours=1)
WORKER_LOST: Final = "WorkerLost"

logger = logging.getLogger(__name__)
_lease: contextvars.ContextVar[tuple[UUID, UUID] | None] = contextvars.ContextVar(
    "lease", default=None
)

Clock = Callable[[], datetime]
# Holds the work to the time limits of its kind.
Limits = Callable[[JobKind], AbstractContextManager[object]]


class LeaseLost(Exception):
    """The work took longer than its lease, and somebody else has begun it."""


class TryLater(Exception):
    """Nothing is wrong with the work: what it needs outside is not there yet. The handler says when
    to try again, and bounds how long it goes on; such attempts are not counted. `code` is a word
    for the row, without personal data.
    """

    def __init__(self, after: timedelta, *, code: str = "TryLater") -> None:
        super().__init__(code)
        self.after = min(max(after, timedelta(seconds=1)), LONGEST_PAUSE)
        self.code = code


def run_job(job_id: UUID, *, clock: Clock) -> bool:
    """Do one job if it is due and nobody else has it. True when it was done."""
    job = claim(job_id, at=clock())
    return job is not None and _do(job, clock=clock)


def run_due(
    *,
    at: datetime,
    lanes: Sequence[Lane] = tuple(Lane),
    limits: Limits | None = None,
    seconds: float | None = None,
) -> int:
    """Do every due job of these lanes in this process, the most urgent lane first, those that
    become due meanwhile too; no new one is begun after so many seconds. How many were done or
    tried.
    """
    clock = _moving(at)
    tried, began = 0, time.monotonic()
    while seconds is None or time.monotonic() - began < seconds:
        job = claim_next(at=clock(), lanes=lanes)
        if job is None:
            break
        _do(job, clock=clock, limits=limits)
        tried += 1
    return tried


def claim(job_id: UUID, *, at: datetime) -> Job | None:
    """Lease one job: a single conditional UPDATE, which only one of several workers wins. One whose
    workers did not come back as often as its kind allows is given up instead.
    """
    job = Job.objects.filter(pk=job_id).due(at).first()
    if job is None:
        return None
    if job.status == JobStatus.LEASED and job.attempts >= kind_named(job.kind).max_attempts:
        _give_up(job, error=WORKER_LOST, where="")
        return None
    token, until = uuid4(), at + kind_named(job.kind).lease
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


def claim_next(*, at: datetime, lanes: Sequence[Lane] = tuple(Lane)) -> Job | None:
    """Lease the job that has been due longest in the first of these lanes that has any, passing
    over rows that another worker has locked.
    """
    for lane in lanes:
        found = True
        while found:
            job, found = _claim_first(at=at, lane=lane)
            if job is not None:
                return job
    return None


def _claim_first(*, at: datetime, lane: Lane) -> tuple[Job | None, bool]:
    """The first due job of a lane, leased, and whether there was one: it may have been given up."""
    with transaction.atomic():
        due = Job.objects.due(at).in_lane(lane).order_by("run_after")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        first = due.values_list("pk", flat=True).first()
        return (claim(first, at=at), True) if first else (None, False)


def give_up_lost(*, at: datetime) -> None:
    """Give up what no worker will come back from, without waiting for a worker to ask."""
    for job in Job.objects.due(at).filter(status=JobStatus.LEASED):
        if job.attempts >= kind_named(job.kind).max_attempts:
            _give_up(job, error=WORKER_LOST, where="")


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


def _do(job: Job, *, clock: Clock, limits: Limits | None = None) -> bool:
    reach("claimed")
    try:
        _handle(job, limits)
    except TryLater as later:
        _postponed(job, later, at=clock())
        return False
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is put on the row, and tried again
        _failed(job, error, at=clock())
        return False
    reach("before_done")
    done = _finish(job, status=JobStatus.DONE, done_at=clock(), error_code="")
    reach("after_done")
    if not done:
        logger.warning("lease_lost", extra={"job": str(job.pk), "kind": job.kind})
    return done


def _handle(job: Job, limits: Limits | None) -> None:
    kind = kind_named(job.kind)
    held = _lease.set((job.pk, job.lease_token) if job.lease_token else None)
    try:
        with limits(kind) if limits else nullcontext():
            kind.handler(job.object_id, job.version)
    finally:
        _lease.reset(held)


def _postponed(job: Job, later: TryLater, *, at: datetime) -> None:
    reach("failed")
    _finish(
        job,
        status=JobStatus.PENDING,
        attempts=0,
        error_code=later.code,
        run_after=at + later.after,
    )


def _failed(job: Job, error: Exception, *, at: datetime) -> None:
    code = type(error).__name__
    reach("failed")
    if job.attempts >= kind_named(job.kind).max_attempts:
        _give_up(job, error=code, where=_place(error))
        return
    # Class name and place only: the message of an exception can hold what nobody may read in a log.
    logger.warning(
        "job_failed",
        extra={
            "job": str(job.pk),
            "kind": job.kind,
            "attempts": job.attempts,
            "error": code,
            "where": _place(error),
        },
    )
    _finish(job, status=JobStatus.PENDING, error_code=code, run_after=at + backoff(job.attempts))


def _give_up(job: Job, *, error: str, where: str) -> None:
    """End the lease and leave the job for a person to look at."""
    logger.error(
        "job_given_up",
        extra={
            "job": str(job.pk),
            "kind": job.kind,
            "attempts": job.attempts,
            "error": error,
            "where": where,
        },
    )
    _finish(job, status=JobStatus.FAILED, error_code=error)


def backoff(attempts: int) -> timedelta:
    """Ten seconds, then twice as long each time, an hour at most."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 16)), LONGEST_BACKOFF)


def _finish(job: Job, **changes: object) -> bool:
    """End the lease, if it is still this one."""
    held = Job.objects.filter(pk=job.pk, status=JobStatus.LEASED, lease_token=job.lease_token)
    return bool(held.update(lease_token=None, lease_until=None, **changes))


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace else ""


def _moving(at: datetime) -> Clock:
    """The moment given, moving on as time passes, without reading the clock on the wall."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)
