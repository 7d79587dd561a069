"""Rows of figures beside the editions: those published elsewhere before, and those that agencies
share about their process.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class ExternalFigure(models.Model):
    """A number already published elsewhere: the earlier public dataset, an answer to a records
    request.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.CharField(max_length=200)
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "reports_alreadypublic"
        ordering = ("cell",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cell", "value"], name="already_public_once")
        ]


class ProcessFigures(models.Model):
    """Figures about its process that an agency shares voluntarily for a half-year; no statute
    requires them.

    Counts only, by the measures of `content.process_figures`. When shared again, the newest row
    counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "reports.Agency", on_delete=models.PROTECT, related_name="process_reports"
    )
    half_year = models.CharField(max_length=6)
    counts = models.JSONField(default=dict)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "reports_processreport"
        ordering = ("-shared_at",)
        indexes: ClassVar = [
            models.Index(fields=["half_year", "agency"], name="process_report_place")
        ]
