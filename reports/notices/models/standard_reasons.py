"""Reasons that OPM legal keeps for decisions, in English and in the languages of the notices. None
come with the program.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from reports.notices.models.approval import ApprovedByTwo, two_people


class StandardText(ApprovedByTwo):
    """Words that a decision may choose; it keeps those that were chosen."""

    text = models.CharField(max_length=500)

    class Meta:
        abstract = True
        constraints: ClassVar = two_people("%(class)s")


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
