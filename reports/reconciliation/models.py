"""Counts from the federal detainer file, and which facility belongs to which agency. Nobody's row
is kept.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class FederalFile(models.Model):
    """One file that OPM loaded. Until it is counted its bytes lie sealed; then they are
    destroyed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being counted"
        COUNTED = "counted", "Counted"
        REFUSED = "refused", "Could not be read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sha256 = models.CharField(max_length=64)
    upload = models.ForeignKey(
        "reports.SealedFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    rows_read = models.PositiveIntegerField(default=0)
    rows_here = models.PositiveIntegerField(default=0, help_text="Rows of Connecticut.")
    rows_twice = models.PositiveIntegerField(
        default=0, help_text="Copies of another row, counted once."
    )
    problem_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    first_month = models.CharField(max_length=7, blank=True, help_text="Like 2025-03.")
    last_month = models.CharField(max_length=7, blank=True)

    class Meta:
        ordering = ("-loaded_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="refused"), name="federal_file_once"
            ),
        ]


class FederalCount(models.Model):
    """How many detainers one file counts for a facility, a month and a lift reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(FederalFile, on_delete=models.CASCADE, related_name="counts")
    facility_code = models.CharField(max_length=100)
    facility_name = models.CharField(max_length=100, blank=True)
    month = models.CharField(max_length=7)
    lift_reason = models.CharField(max_length=100, blank=True)
    detainers = models.PositiveIntegerField()

    class Meta:
        ordering = ("facility_code", "month")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "facility_code", "month", "lift_reason"], name="federal_count_once"
            ),
        ]


class FacilityLink(models.Model):
    """Whose facility a federal code is, as a person at OPM decided; without agency it is none that
    the act covers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facility_code = models.CharField(max_length=100, unique=True)
    agency = models.ForeignKey(
        "reports.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("facility_code",)
