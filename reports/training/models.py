"""Who was trained in the act's requirements and when, (f): numbers of people, never their names.
And exercises: invented facts, the outcomes the trainer expects, and what there is to learn from
them.
"""

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
    """Facts of the what-if page with the outcome expected for each purpose. Never edited: withdrawn
    and made again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    situation = models.TextField(help_text="What happened, in invented words; nobody real.")
    facts = models.JSONField(help_text="The facts as the law reads them.")
    expected = models.JSONField(help_text="The outcome expected for each purpose.")
    lesson = models.TextField(
        blank=True, help_text="What there is to learn, shown with the answer."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
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


class AgencyTraining(models.Model):
    """One training at one agency, as OPM's training staff recorded it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("reports.Agency", on_delete=models.PROTECT, related_name="trainings")
    held_on = models.DateField()
    people = models.PositiveIntegerField(help_text="How many took part.")
    subject = models.CharField(max_length=160, help_text="What was taught or handed out.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-held_on", "-recorded_at")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "held_on", "subject"], name="agency_training_once"
            ),
        ]
