"""Productions of received bytes: asked for by one person, approved by another, for a court or
counsel.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models import Attachment
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow


class ProducedFor(models.TextChoices):
    """Who may get the bytes as they came: nobody else."""

    COURT = "court", "A court"
    COUNSEL = "counsel", "Counsel in a matter before a court"


class Production(SealedRow):
    """One request to produce the bytes of an attachment as they came, and what became of it."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="productions")
    form_token = models.UUIDField(default=uuid.uuid4)
    produced_for = models.CharField(max_length=10, choices=ProducedFor.choices)
    recipient = SealedTextField(help_text="The court with its docket, or counsel with office.")
    purpose = SealedTextField(help_text="What it is needed for.")
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_approved = models.BooleanField(null=True, blank=True)
    refusal = SealedTextField(blank=True, help_text="Why it was not approved.")
    encrypted = models.ForeignKey(
        SealedFile,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The encrypted file, until it was downloaded.",
    )
    downloaded_at = models.DateTimeField(null=True, blank=True)

    objects = BoundQuerySet["Production"].as_manager()

    class Meta:
        ordering = ("-requested_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attachment", "form_token"], name="production_form_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_approved=None)
                | ~(Q(answered_at=None) | Q(answered_by=None) | Q(is_approved=None)),
                name="production_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("requested_by")),
                name="production_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(downloaded_at__isnull=True)
                | Q(is_approved__isnull=False, is_approved=True),
                name="production_downloaded_when_approved",
            ),
        ]
