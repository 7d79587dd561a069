"""What was answered to a call that carried an Idempotency-Key, so that the same call again acts
once.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from reports.accounts.models import User


class KeptAnswer(models.Model):
    """One answer under its key. Nothing of the call is kept but a keyed hash; the answer holds ids
    and numbers, nothing about a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="Keyed hash of the whole call.")
    http_status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="kept_answer_key_once")
        ]

    def __str__(self) -> str:
        return f"CallAnswer {self.http_status}"
