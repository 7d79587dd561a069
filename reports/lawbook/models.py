"""What OPM's lawyers establish about the law: confirmations, settlements, overlay dates, offence
lists.

Whatever changes an outcome takes two lawyers: one proposes, another approves. Nothing is edited or
deleted; an entry ends by being withdrawn, and assessments made before stay as they were.
"""

from __future__ import annotations

import uuid
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.law.state import Confirmation, Offense, OverlayDate, Settlement
from reports.law.vocabulary import Outcome


class RuleConfirmation(models.Model):
    """A named lawyer compared an entry of the law register with the official text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.CharField(max_length=80, db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField()
    compared_on = models.DateField(help_text="The day the text was compared.")
    note = models.CharField(max_length=500, blank=True)
    reading = models.CharField(
        max_length=64,
        blank=True,
        help_text="Fingerprint of what was confirmed; empty from before there were any.",
    )
    wording = models.TextField(
        blank=True, help_text="The words of the entry as they stood when it was confirmed."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("entry", "-confirmed_at")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="confirmation_withdrawn_pair",
            )
        ]

    def as_law(self) -> Confirmation:
        return Confirmation(
            entry=self.entry, name=self.confirmed_by.name, on=self.compared_on, note=self.note
        )


ModelRow = TypeVar("ModelRow", bound=models.Model)


class DualApprovalQuerySet(models.QuerySet[ModelRow]):
    def standing(self) -> Self:
        """Approved by a second lawyer and not withdrawn."""
        return self.filter(approved_at__isnull=False, withdrawn_at__isnull=True)

    def proposed(self) -> Self:
        """Waiting for a second lawyer."""
        return self.filter(approved_at__isnull=True, withdrawn_at__isnull=True)


class DualApproval(models.Model):
    """An entry that takes effect when a second lawyer approves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ("proposed_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="%(class)s_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="%(class)s_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="%(class)s_four_eyes",
            ),
        ]


class SettlementRecord(DualApproval):
    """A dated decision of an open question, or an injunction against a rule (Q11)."""

    question = models.CharField(max_length=4, blank=True)
    rule = models.CharField(
        max_length=80, blank=True, help_text="The rule enjoined, for an injunction."
    )
    citation = models.CharField(max_length=200)
    decided_by = models.CharField(
        max_length=120, help_text="The Attorney General, a court, or OPM."
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    purposes = models.JSONField(default=list, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    outcome = models.CharField(
        max_length=20, choices=[(o.value, o.value) for o in Outcome], blank=True
    )
    is_detainer = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = DualApprovalQuerySet["SettlementRecord"].as_manager()

    def as_law(self) -> Settlement:
        return Settlement(
            id=str(self.pk),
            question=self.question,
            citation=self.citation,
            decided_by=self.decided_by,
            from_on=self.from_on,
            until_on=self.until_on,
            purposes=tuple(self.purposes),
            grounds=tuple(self.grounds),
            outcome=Outcome(self.outcome) if self.outcome else None,
            rule=self.rule,
            is_detainer=self.is_detainer,
            note=self.note,
        )


class OverlayDateRecord(DualApproval):
    """The effective date of an act laid over the statute, once somebody found it."""

    overlay = models.CharField(max_length=10)
    effective_on = models.DateField()
    citation = models.CharField(max_length=200)

    objects = DualApprovalQuerySet["OverlayDateRecord"].as_manager()

    def as_law(self) -> OverlayDate:
        return OverlayDate(
            overlay=self.overlay, effective_on=self.effective_on, citation=self.citation
        )


class OffenseEntry(DualApproval):
    """One offence of a maintained list. Dates are of the offence, for classes change (PA
    13-258).
    """

    list_name = models.CharField(max_length=60)
    section = models.CharField(max_length=40)
    subdivision = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    felony_class = models.CharField(max_length=2, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = DualApprovalQuerySet["OffenseEntry"].as_manager()

    def as_law(self) -> Offense:
        return Offense(
            section=self.section,
            subdivision=self.subdivision,
            title=self.title,
            felony_class=self.felony_class,
            from_on=self.from_on,
            until_on=self.until_on,
            source=self.source,
        )


class LawbookVersion(models.Model):
    """A token that is new after each change, so that processes know when to read the lawbook again.
    One row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=20, unique=True, default="lawbook")
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        db_table = "reports_lawbookstamp"
