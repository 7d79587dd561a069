"""Text that goes out in OPM's name: one person proposes it, another approves it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


def two_people(table: str) -> list[models.BaseConstraint]:
    """Person and time are set together, and nobody approves their own proposal."""
    return [
        models.CheckConstraint(
            condition=Q(approved_at__isnull=True, approved_by__isnull=True)
            | Q(approved_at__isnull=False, approved_by__isnull=False),
            name=f"{table}_approved_pair",
        ),
        models.CheckConstraint(
            condition=Q(ended_at__isnull=True, ended_by__isnull=True)
            | Q(ended_at__isnull=False, ended_by__isnull=False),
            name=f"{table}_ended_pair",
        ),
        models.CheckConstraint(
            condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
            name=f"{table}_four_eyes",
        ),
    ]


class ApprovedByTwo(models.Model):
    """Text that one person at OPM proposes and another approves; either may end it. Nothing is
    edited, so what was chosen or printed stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
