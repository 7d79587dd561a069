"""What staff and probes may know of the outbox: how much waits, since when, and what was given
up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from reports.outbox.models import Job, JobStatus


@dataclass(frozen=True)
class QueueState:
    waiting: int
    being_done: int
    given_up: int
    oldest_due: timedelta


def queue_state(*, at: datetime) -> QueueState:
    counts = {
        row["status"]: row["n"]
        for row in Job.objects.order_by().values("status").annotate(n=Count("pk"))
    }
    oldest = Job.objects.due(at).aggregate(oldest=Min("run_after"))["oldest"]
    return QueueState(
        waiting=counts.get(JobStatus.PENDING, 0),
        being_done=counts.get(JobStatus.LEASED, 0),
        given_up=counts.get(JobStatus.FAILED, 0),
        oldest_due=max(at - oldest, timedelta(0)) if oldest else timedelta(0),
    )
