"""Legal holds. People may sue since 2025-10-01, so what a suit may ask for is kept until somebody
lifts the hold.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.core.bound_rows import BoundQuerySet, BoundRow


class LegalHoldQuerySet(BoundQuerySet["LegalHold"]):
    def standing(self) -> LegalHoldQuerySet:
        """Holds that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(BoundRow):
    """One record, or everything about one person, that must not be destroyed. Rows are only added
    and lifted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "reports.Agency", on_delete=models.PROTECT, related_name="legal_holds"
    )
    person = models.ForeignKey(
        "reports.Person", on_delete=models.PROTECT, related_name="legal_holds"
    )
    detainer = models.ForeignKey(
        "reports.Detainer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="legal_holds",
        help_text="Empty: everything about the person.",
    )
    matter = models.CharField(
        max_length=120, blank=True, help_text="Docket or file number; no name."
    )
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_reason = models.CharField(max_length=300, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["detainer"], condition=Q(lifted_at__isnull=True), name="hold_on_record_once"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_at__isnull=True, detainer__isnull=True),
                name="hold_on_person_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_pair",
            ),
        ]
