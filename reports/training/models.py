"""Exercises: invented facts, the outcomes the trainer expects, and what there is to learn from them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def standing(self) -> Self:
        """Not withdrawn, in the order in which they were made."""
        return self.filter(withdrawn_at__isnull=True)


class Exercise(models.Model):
    """Facts of the what-if page with the outcome expected for each purpose. Never edited: withdrawn and made anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    situation = models.TextField(help_text="What happened, in invented words; nobody real.")
    facts = models.JSONField(help_text="The facts as the law reads them.")
    expected = models.JSONField(help_text="The outcome expected for each purpose.")
    lesson = models.TextField(blank=True, help_text="What there is to learn, shown with the answer.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ("made_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="exercise_withdrawn_pair",
            )
        ]
