"""The sweep: wakes a worker again for jobs whose wake-up was lost or whose worker died, and
enqueues what is due at regular times.

It runs every ten seconds. Two of them at once do no harm: a period is enqueued once, and a job
is announced at most every half minute.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from reports.core.verbs import verb
from reports.outbox.actions import enqueue
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import schedules
from reports.outbox.wakeup import notify_worker

RING_AGAIN_AFTER: Final = timedelta(seconds=30)
MOST_AT_ONCE: Final = 500
KEEP_PERIODIC: Final = timedelta(days=30)

_enqueued: dict[str, int] = {}


def sweep(*, at: datetime) -> int:
    """Enqueue what is due and wake a worker for what waits. Returns how many wake-ups arrived."""
    enqueue_scheduled(at=at)
    return sum(notify_worker(job_id) for job_id in _to_ring(at=at))


def enqueue_scheduled(*, at: datetime) -> None:
    for periodic in schedules():
        period = periodic.period(at)
        if _enqueued.get(periodic.kind) == period:
            continue
        enqueue(kind=periodic.kind, object_id=periodic.object_id, version=period, at=at)
        _forget_old(periodic.kind, at=at)
        _enqueued[periodic.kind] = period


@verb(system=True)
def _to_ring(*, at: datetime) -> list[UUID]:
    silent = Q(notified_at__isnull=True) | Q(notified_at__lt=at - RING_AGAIN_AFTER)
    due = Job.objects.due(at).filter(silent).order_by("run_after")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    found = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    if found:
        Job.objects.filter(pk__in=found).update(notified_at=at)
    return list(found)


def _forget_old(kind: str, *, at: datetime) -> None:
    """Regular jobs leave no rows behind for ever; the current period's row stays, so that none is
    done twice.
    """
    Job.objects.filter(kind=kind, status=JobStatus.DONE, done_at__lt=at - KEEP_PERIODIC).delete()
