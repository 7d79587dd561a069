"""Reasons that OPM legal keeps for decisions, in English and in the languages of the notices. None
come with the program.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class StandardText(models.Model):
    """Words that one person at OPM proposes and another approves; either may end them. Nothing is
    edited, so a decision keeps the words that were chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.CharField(max_length=500)
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
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="%(class)s_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="%(class)s_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
                name="%(class)s_four_eyes",
            ),
        ]


class StandardReason(StandardText):
    """A reason in English that a decision may choose."""

    class Meta(StandardText.Meta):
        ordering = ("proposed_at",)


class StandardReasonTranslation(StandardText):
    """The same reason in one language, done by a named translator. Where there is none, the English
    words are printed, with who can read them to the person.
    """

    reason = models.ForeignKey(
        StandardReason, on_delete=models.PROTECT, related_name="translations"
    )
    language = models.CharField(max_length=10)
    translator = models.CharField(max_length=120)

    class Meta(StandardText.Meta):
        ordering = ("language", "proposed_at")
        constraints: ClassVar = [
            *StandardText.Meta.constraints,
            models.UniqueConstraint(
                fields=["reason", "language"],
                condition=Q(approved_at__isnull=False, ended_at__isnull=True),
                name="standard_reason_one_printed",
            ),
        ]
