"""What belongs to a detainer: convictions on record, scans, court orders."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models.detainers import Detainer
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow


class Conviction(SealedRow):
    """A conviction that gives a ground: only what the rules read, never exported."""

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="convictions")
    offense = SealedTextField()
    section = SealedTextField(blank=True)
    subdivision = SealedTextField(blank=True)
    offense_class = SealedTextField(blank=True)
    offense_on = SealedTextField(blank=True)
    convicted_on = SealedTextField(blank=True)
    court = SealedTextField(blank=True)
    docket = SealedTextField(blank=True)
    state = SealedTextField(blank=True)
    source = SealedTextField(blank=True, help_text="Where the agency has it from.")
    checked_on = SealedTextField(blank=True, help_text="The day on which it was last looked up.")
    marks = SealedTextField(
        blank=True, help_text="erased, juvenile, deemed_class: what raises a question."
    )

    objects = BoundQuerySet["Conviction"].as_manager()


class AttachmentKind(models.TextChoices):
    DETAINER = "detainer", "The request itself (scan)"
    WARRANT = "warrant", "Warrant or order"
    COMMUNICATION = "communication", "Communication with the federal agency"
    NOTIFICATION = "notification", "Notification sent to ICE"
    PROOF = "proof", "Proof of service"
    OTHER = "other", "Other document"


class Attachment(SealedRow):
    """A sealed scan of a document; shown only through the record."""

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=15, choices=AttachmentKind.choices)
    label = SealedTextField(blank=True)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Where the clerk put it among the documents of its kind."
    )
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    received = models.ForeignKey(
        SealedFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The bytes as they came. Never shown; produced only encrypted, by two people.",
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["Attachment"].as_manager()

    class Meta:
        ordering = ("position", "added_at")

    @property
    def title(self) -> str:
        """What the clerk calls it, else what it is."""
        return self.label or str(AttachmentKind(self.kind).label)


class CourtOrderQuerySet(BoundQuerySet["CourtOrder"]):
    def in_force(self, *, on: date) -> Self:
        """Neither lifted nor expired. An order that starts later is included, so that it is known
        in advance.
        """
        return self.filter(lifted_at__isnull=True).exclude(until_on__lt=on)


class CourtOrder(SealedRow):
    """A court order about this detainer (injunction, habeas corpus, protective order). It bars what
    it names, nothing else.
    """

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="court_orders")
    citation = SealedTextField(
        help_text="Court, docket and day.", bound_as="reports.detainercourtorder.citation"
    )
    says = SealedTextField(
        help_text="What the order says, in a sentence.", bound_as="reports.detainercourtorder.says"
    )
    purposes = models.JSONField(
        default=list, help_text="What it bars; empty bars everything asked."
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(
        "reports.Attachment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="court_orders",
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    mailed_at = models.DateTimeField(
        null=True, blank=True, help_text="When clerks and head were alarmed by mail."
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CourtOrderQuerySet.as_manager()

    class Meta:
        db_table = "reports_detainercourtorder"
        ordering = ("recorded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="court_order_lifted_pair",
            )
        ]
