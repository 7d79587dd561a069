"""Rows OPM keeps beside submissions: saved filters, notices to agencies without a report,
disputes.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.submissions.models.reporting_periods import ReportRequest


class SavedFilter(models.Model):
    """A reviewer's own view of the queue, by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once")
        ]


class MissingNotice(models.Model):
    """OPM told an agency, or tried to, that no report of it has arrived, before that is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "reports.Agency", on_delete=models.PROTECT, related_name="missing_notices"
    )
    period = models.ForeignKey(
        "reports.ReportingPeriod", on_delete=models.PROTECT, related_name="missing_notices"
    )
    noticed_at = models.DateTimeField()
    recipients = models.PositiveSmallIntegerField(
        help_text="How many people were told; none is an attempt, and a reason to phone."
    )
    channel = models.CharField(
        max_length=10,
        choices=ReportRequest.Channel.choices,
        default=ReportRequest.Channel.MESSAGE,
    )

    class Meta:
        ordering = ("-noticed_at",)

    @property
    def reached_somebody(self) -> bool:
        """Whether anybody was told."""
        return self.recipients > 0


class Dispute(models.Model):
    """An agency disputes what is shown for its half-year; OPM answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("reports.Agency", on_delete=models.PROTECT, related_name="disputes")
    period = models.ForeignKey(
        "reports.ReportingPeriod", on_delete=models.PROTECT, related_name="disputes"
    )
    text = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-raised_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "period"],
                condition=Q(answered_at__isnull=True),
                name="dispute_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="dispute_answered_pair",
            ),
        ]
