"""What became of each mail, message and address by address."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q


class MailDelivery(models.Model):
    """One message to one address. The message is named by the job that sends it; of the address a
    digest is kept, which tells whether it was corrected since.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENT = "sent", "Taken by the mail server"
        REFUSED = "refused", "Refused for good"
        EXPIRED = "expired", "Not taken in five days"
        NOT_NEEDED = "not_needed", "No longer needed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_kind = models.CharField(max_length=64)
    object_id = models.UUIDField()
    version = models.PositiveBigIntegerField()
    recipient_id = models.UUIDField(help_text="The person, or the link sent to somebody outside.")
    address_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    reply_code = models.PositiveSmallIntegerField(
        null=True, help_text="What the mail server last answered, RFC 5321 section 4.2."
    )
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["job_kind", "object_id", "version", "recipient_id", "address_digest"],
                name="mail_delivery_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", ended_at__isnull=True)
                | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
                name="mail_delivery_ended_has_its_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ended_at"],
                name="mail_delivery_failed",
                condition=Q(outcome__in=["refused", "expired"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_kind} {self.object_id}: {self.outcome}"
