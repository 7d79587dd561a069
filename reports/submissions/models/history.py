"""A spreadsheet of earlier half-years on its way in: what it says, and what a person says that it means."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class HistorySheet(models.Model):
    """Kept until it is loaded or put away; then only its headings and their meaning stay, for the next one like it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    meaning = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)
