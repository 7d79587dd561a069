"""Release notices that were filled in by hand, 54-192h(e)(1)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from reports.access.models import Access


class NoticeByHand(models.Model):
    """That the notice about an access under no request was filled in by hand, and handed over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    access = models.OneToOneField(Access, on_delete=models.PROTECT, related_name="notice_by_hand")
    handed_over_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "notices by hand"
