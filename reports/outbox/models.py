"""Jobs: one row each, unique by what is to be done, so that a job enqueued twice is one job."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from reports.outbox.lanes import Lane
from reports.outbox.registry import LONGEST_LEASE, kinds_in

# No pause between two attempts is longer.
LONGEST_PAUSE = timedelta(hours=4)


class JobStatus(models.TextChoices):
    PENDING = "pending", "waiting"
    LEASED = "leased", "being done"
    DONE = "done", "done"
    FAILED = "dead", "given up"


def is_due(at: datetime) -> Q:
    """Waiting and its time has come, or leased by a worker that did not come back.

    Moments that no clock could have written if it had been right are taken for what they are:
    work enqueued to be done at once is due whatever the clock of whoever enqueued it said, and
    no pause or lease lasts longer than the longest.
    """
    waiting = Q(run_after__lte=at) | Q(attempts=0, error_code="", run_after__lte=F("created_at"))
    waiting |= ~Q(error_code="") & Q(run_after__gt=at + LONGEST_PAUSE)
    abandoned = Q(lease_until__lt=at) | Q(lease_until__gt=at + LONGEST_LEASE)
    return Q(status=JobStatus.PENDING) & waiting | Q(status=JobStatus.LEASED) & abandoned


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, at: datetime) -> "JobQuerySet":
        """See `is_due`."""
        return self.filter(is_due(at))

    def in_lane(self, lane: Lane) -> "JobQuerySet":
        """Of this lane. Kinds that this release does not know are bulk work."""
        if lane is not Lane.BULK:
            return self.filter(kind__in=kinds_in(lane))
        others = [name for other in Lane if other is not lane for name in kinds_in(other)]
        return self.exclude(kind__in=others)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(status__in=[JobStatus.PENDING, JobStatus.LEASED])


class Job(models.Model):
    """`error_code` is the class name of the last failure and no more: a message could hold a
    name.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=64)
    object_id = models.UUIDField()
    version = models.PositiveBigIntegerField(default=1)
    status = models.CharField(max_length=8, choices=JobStatus.choices, default=JobStatus.PENDING)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, db_column="rung_at")
    error_code = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "version"], name="job_promised_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="job_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=JobStatus.DONE, done_at__isnull=False)
                | (~Q(status=JobStatus.DONE) & Q(done_at__isnull=True)),
                name="job_done_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=JobStatus.LEASED, lease_until__isnull=False, lease_token__isnull=False
                )
                | (
                    ~Q(status=JobStatus.LEASED)
                    & Q(lease_until__isnull=True, lease_token__isnull=True)
                ),
                name="job_lease_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["run_after"],
                name="job_unfinished",
                condition=Q(status__in=["pending", "leased"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} v{self.version}: {self.status}"


class Node(models.Model):
    """A worker, and what it last noted of itself and of what it reached."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(unique=True, max_length=200)
    noted_at = models.DateTimeField()
    release = models.CharField(max_length=40)
    lanes = models.CharField(max_length=200)
    broker_answers = models.BooleanField(null=True, help_text="Empty where there is none.")
    storage_written = models.BooleanField()
    schema_is_current = models.BooleanField()
    disk_free_percent = models.PositiveSmallIntegerField()
    clock_ahead_seconds = models.FloatField(help_text="Of the clock of the database.")

    def __str__(self) -> str:
        return self.name
