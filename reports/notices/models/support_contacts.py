"""Support contacts printed on notices, in English and in the languages of the notices. None come
with the program.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


def _two_people(table: str) -> list[models.BaseConstraint]:
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
    edited.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=160)
    note = models.CharField(max_length=160, blank=True, help_text="Hours, cost, languages spoken.")
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

    @property
    def is_printed(self) -> bool:
        """Whether notices issued now print it."""
        return self.approved_at is not None and self.ended_at is None


class Help(models.TextChoices):
    """What kind of help it is."""

    LEGAL_AID = "legal_aid", "Free legal aid"
    DEFENDER = "defender", "Public defender"
    FREE_LINE = "free_line", "A line that can be called free from a cell"
    OTHER = "other", "Other help"


class SupportContact(ApprovedByTwo):
    """Somebody who may help, printed on every notice, in English. The statute names nobody; OPM's
    lawyers do.
    """

    from_custody = models.BooleanField(default=False, help_text="Can be called from custody.")
    kind = models.CharField(max_length=10, choices=Help.choices, default=Help.OTHER)
    languages = models.CharField(
        max_length=200, blank=True, help_text="Codes of the languages spoken there, by comma."
    )
    position = models.PositiveSmallIntegerField(default=1)
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody last called and it was right."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "reports_helpentry"
        ordering = ("position", "name")
        verbose_name_plural = "help entries"
        constraints: ClassVar = [
            *_two_people("help_entry"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="help_entry_checked_pair",
            ),
        ]

    @property
    def last_checked_at(self) -> datetime | None:
        """When somebody last looked: at the approval, or since."""
        return max(filter(None, (self.checked_at, self.approved_at)), default=None)

    @property
    def spoken(self) -> tuple[str, ...]:
        return tuple(code for code in self.languages.split(",") if code)


class SupportContactTranslation(ApprovedByTwo):
    """The same contact in one language of the notices. Where there is none, the English text is
    printed, marked as English.
    """

    entry = models.ForeignKey(SupportContact, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=10)

    class Meta:
        db_table = "reports_helpwording"
        ordering = ("language", "proposed_at")
        constraints: ClassVar = [
            *_two_people("help_wording"),
            models.UniqueConstraint(
                fields=["entry", "language"],
                condition=Q(approved_at__isnull=False, ended_at__isnull=True),
                name="help_wording_one_printed",
            ),
        ]
