"""A spreadsheet of earlier half-years on its way in: what it says, and what a person says that it
means.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

DAYS_KEPT = 7


class HistoryUpload(models.Model):
    """Its rows may be about people, so they lie sealed until it is loaded, put away, or seven days
    old.

    Of a loaded one the headings and their meaning stay, for the next one like it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    header = models.JSONField(default=list)
    upload = models.ForeignKey(
        "reports.SealedFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    meaning = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reports_historysheet"
        ordering = ("-uploaded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(loaded_at__isnull=True) | models.Q(upload__isnull=True),
                name="history_sheet_loaded_is_gone",
            ),
        ]

    @property
    def kept_until(self) -> date:
        """The last day on which it can still be loaded."""
        return (self.uploaded_at + timedelta(days=DAYS_KEPT)).date()
