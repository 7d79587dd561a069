"""What staff and probes may know of the outbox: how much waits, since when, and what was given
up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus, Node, is_due

# A worker that noted nothing for so long has stopped, or reaches no database.
FRESH: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class QueueState:
    waiting: int
    being_done: int
    given_up: int
    oldest_due: timedelta


def queue_state(*, at: datetime, lane: Lane | None = None) -> QueueState:
    """Of all lanes, or of one, in one query."""
    jobs = Job.objects.in_lane(lane) if lane else Job.objects.all()
    found = jobs.exclude(status=JobStatus.DONE).aggregate(
        waiting=Count("pk", filter=Q(status=JobStatus.PENDING)),
        being_done=Count("pk", filter=Q(status=JobStatus.LEASED)),
        given_up=Count("pk", filter=Q(status=JobStatus.FAILED)),
        oldest=Min("run_after", filter=is_due(at)),
    )
    oldest = found["oldest"]
    return QueueState(
        waiting=found["waiting"],
        being_done=found["being_done"],
        given_up=found["given_up"],
        oldest_due=max(at - oldest, timedelta(0)) if oldest else timedelta(0),
    )


def dead_work() -> QuerySet[Job]:
    """What was given up and waits for a person; the newest first."""
    return Job.objects.filter(status=JobStatus.FAILED).order_by("-created_at", "pk")


def newest_job(*, kind: str, object_id: UUID) -> Job | None:
    """The last work of this kind for this object, to say how it stands."""
    return Job.objects.filter(kind=kind, object_id=object_id).order_by("-version").first()


def nodes(*, at: datetime) -> QuerySet[Node]:
    """Workers that noted something in the last minute."""
    return Node.objects.filter(noted_at__gte=at - FRESH, noted_at__lte=at + FRESH).order_by("name")
