"""Jobs: one row each, unique by what is to be done, so that a job enqueued twice is one job."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q


class JobStatus(models.TextChoices):
    PENDING = "pending", "waiting"
    LEASED = "leased", "being done"
    DONE = "done", "done"
    FAILED = "dead", "given up"


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, at: datetime) -> "JobQuerySet":
        """Waiting and its time has come, or leased by a worker that did not come back."""
        waiting = Q(status=JobStatus.PENDING, run_after__lte=at)
        abandoned = Q(status=JobStatus.LEASED, lease_until__lt=at)
        return self.filter(waiting | abandoned)

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
