"""That a named person has read the public pages' text in a language, stored with a hash of that
text.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


def _who(*, optional: bool = False) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=optional,
        blank=optional,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _pair(act: str) -> Q:
    return Q(**{f"{act}_at__isnull": True, f"{act}_by__isnull": True}) | Q(
        **{f"{act}_at__isnull": False, f"{act}_by__isnull": False}
    )


class TranslationReview(models.Model):
    """Recorded by one person at OPM, confirmed by another, ended by either. It is valid for this
    text only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=8)
    words_sha256 = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=120, help_text="Who read it; shown on the pages.")
    qualification = models.CharField(max_length=200)
    reviewed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = _who()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = _who(optional=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _who(optional=True)

    class Meta:
        ordering = ("-recorded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_pair("agreed"), name="translation_review_agreed_pair"
            ),
            models.CheckConstraint(condition=_pair("ended"), name="translation_review_ended_pair"),
            models.UniqueConstraint(
                fields=["language", "words_sha256"],
                condition=Q(ended_at__isnull=True),
                name="translation_review_once",
            ),
        ]
