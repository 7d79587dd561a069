"""The sweep: wakes a worker again for jobs whose wake-up was lost or whose worker died, enqueues
what is due at regular times, and does the work itself where no broker can be reached.

It runs every few seconds beside every worker. Several at once do no harm: a period is enqueued
once, and a job is announced at most every half minute. It goes through no broker, so that a broker
that is away stops neither the timetable nor the work.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from reports.core.verbs import verb
from reports.outbox.actions import enqueue
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import Schedule, schedules
from reports.outbox.runner import give_up_lost
from reports.outbox.wakeup import notify_worker

RING_AGAIN_AFTER: Final = timedelta(seconds=30)
# Of each lane, so that no backlog keeps another lane from being heard.
MOST_AT_ONCE: Final = 200
KEEP_PERIODIC: Final = timedelta(days=30)

_enqueued: dict[str, int] = {}


def sweep(*, at: datetime) -> bool:
    """Enqueue what is due and wake a worker for what waits. Whether every wake-up arrived: where
    not, the work is to be done here.
    """
    enqueue_scheduled(at=at)
    give_up_lost(at=at)
    waiting = [job for lane in Lane for job in _to_ring(lane=lane, at=at)]
    unheard = [job_id for job_id, kind in waiting if not notify_worker(job_id, kind)]
    return not unheard


def enqueue_scheduled(*, at: datetime) -> None:
    for periodic in schedules():
        period = periodic.period(at)
        if _enqueued.get(periodic.kind) == period:
            continue
        _forget(periodic, period=period, at=at)
        enqueue(kind=periodic.kind, object_id=periodic.object_id, version=period, at=at)
        _enqueued[periodic.kind] = period


@verb(system=True)
def _to_ring(*, lane: Lane, at: datetime) -> list[tuple[UUID, str]]:
    silent = Q(notified_at__isnull=True) | Q(notified_at__lt=at - RING_AGAIN_AFTER)
    silent |= Q(notified_at__gt=at + RING_AGAIN_AFTER)  # by a clock that was wrong
    due = Job.objects.due(at).in_lane(lane).filter(silent).order_by("run_after")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    found = list(due.values_list("pk", "kind")[:MOST_AT_ONCE])
    if found:
        Job.objects.filter(pk__in=[job_id for job_id, _ in found]).update(notified_at=at)
    return found


def _forget(periodic: Schedule, *, period: int, at: datetime) -> None:
    """Regular jobs leave no rows behind for ever; the current period's row stays, so that none is
    done twice. Periods still to come were done under a clock that ran ahead: they will be due.
    """
    done = Job.objects.filter(kind=periodic.kind, status=JobStatus.DONE)
    done.filter(Q(done_at__lt=at - KEEP_PERIODIC) | Q(version__gt=period)).delete()
