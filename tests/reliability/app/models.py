from __future__ import annotations

from django.db import models


class Effect(models.Model):
    """What a job was for, once. Not unique in the database: a second one must be visible."""

    object_id = models.UUIDField()
    version = models.PositiveBigIntegerField()

    class Meta:
        app_label = "reliability"
