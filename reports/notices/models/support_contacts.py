"""Support contacts printed on notices, in English and in the languages of the notices. None come
with the program.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.notices.models.approval import ApprovedByTwo, two_people


class ContactText(ApprovedByTwo):
    """How a contact reads on a notice, in one language."""

    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=160)
    note = models.CharField(max_length=160, blank=True, help_text="Hours, cost, languages spoken.")

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
    FREE_LINE = "free_line", "A line that can be called from custody"
    OTHER = "other", "Other help"


class SupportContact(ContactText):
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
            *two_people("help_entry"),
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


class SupportContactTranslation(ContactText):
    """The same contact in one language of the notices. Where there is none, the English text is
    printed, marked as English.
    """

    entry = models.ForeignKey(SupportContact, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=10)

    class Meta:
        db_table = "reports_helpwording"
        ordering = ("language", "proposed_at")
        constraints: ClassVar = [
            *two_people("help_wording"),
            models.UniqueConstraint(
                fields=["entry", "language"],
                condition=Q(approved_at__isnull=False, ended_at__isnull=True),
                name="help_wording_one_printed",
            ),
        ]
