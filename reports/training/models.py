"""Who was trained in the act's requirements and when, (f). Numbers of people, never their names."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class AgencyTraining(models.Model):
    """One training at one agency, as OPM's training staff recorded it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("reports.Agency", on_delete=models.PROTECT, related_name="trainings")
    held_on = models.DateField()
    people = models.PositiveIntegerField(help_text="How many took part.")
    subject = models.CharField(max_length=160, help_text="What was taught or handed out.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-held_on", "-recorded_at")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "held_on", "subject"], name="agency_training_once"),
        ]
