"""Rows beside a notice: enclosures, print batches, mailed links, and reserved numbers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.notices.codes import display_code, display_number
from reports.notices.content.document import NoticeContent, from_json
from reports.notices.models.by_hand import NoticeByHand
from reports.notices.models.notices import Notice
from reports.notices.status import EnclosureKind, NoticeStatus, Recipient
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow


class Enclosure(SealedRow):
    """A file that goes with a notice and carries its number. The newest of a form counts; none is
    rendered twice.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=10, choices=EnclosureKind.choices)
    status = models.CharField(
        max_length=20, choices=NoticeStatus.choices, default=NoticeStatus.RENDERING
    )
    sources = models.JSONField(
        default=list, help_text="Ids of the scans behind the cover, in order."
    )
    content = SealedTextField(bound_as="reports.noticepaper.content")
    content_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    requested_at = models.DateTimeField(db_column="asked_at")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="asked_by_id",
    )
    rendered_at = models.DateTimeField(null=True, blank=True, db_column="drawn_at")

    objects = BoundQuerySet["Enclosure"].as_manager()

    class Meta:
        db_table = "reports_noticepaper"
        ordering = ("-requested_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, pdf_sha256="", rendered_at__isnull=True)
                | (Q(file__isnull=False, rendered_at__isnull=False) & ~Q(pdf_sha256="")),
                name="notice_paper_drawn_whole",
            ),
        ]

    @property
    def words(self) -> NoticeContent:
        """The wording of the enclosure; needs the key ring."""
        return from_json(self.content)


class PrintJob(models.Model):
    """Notices to be printed together. Printing is recorded item by item, so an interrupted batch
    can resume.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="print_jobs")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-started_at",)


class PrintJobItem(models.Model):
    """One notice of a print batch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reports_printpart"
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "position"], name="print_part_place_once"),
            models.UniqueConstraint(fields=["job", "notice"], name="print_part_letter_once"),
        ]


class NoticeLink(SealedRow):
    """A link by which an attorney or designee may fetch a notice, with the code, for some days.
    Only its hash is stored.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    address = SealedTextField(help_text="Where the link was sent.")
    recipient = models.CharField(max_length=10, choices=Recipient.choices, db_column="to_whom")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["NoticeLink"].as_manager()

    class Meta:
        ordering = ("-made_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="notice_link_withdrawn_pair",
            ),
        ]


class ReservedNumberQuerySet(models.QuerySet["ReservedNumber"]):
    """Reserved numbers, by whether they can still be used."""

    def free(self) -> ReservedNumberQuerySet:
        """Neither used by a notice, nor by one served by hand, nor discarded."""
        return self.filter(
            notice__isnull=True, notice_by_hand__isnull=True, discarded_at__isnull=True
        )


class ReservedNumber(models.Model):
    """A number and code given out on a blank form for outages. It is used once, or discarded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reserved_numbers")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True)
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="reserved_number"
    )
    notice_by_hand = models.OneToOneField(
        NoticeByHand,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reserved_number",
        help_text="The service of the blank form itself, filled in by hand.",
    )
    discarded_at = models.DateTimeField(null=True, blank=True, db_column="spoiled_at")
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="spoiled_by_id",
    )

    objects = ReservedNumberQuerySet.as_manager()

    class Meta:
        ordering = ("year", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "sequence"], name="reserved_number_once"
            ),
            models.CheckConstraint(
                condition=Q(discarded_at__isnull=True, discarded_by__isnull=True)
                | Q(discarded_at__isnull=False, discarded_by__isnull=False, notice__isnull=True),
                name="reserved_number_spoiled_pair",
            ),
            models.CheckConstraint(
                condition=Q(notice_by_hand__isnull=True)
                | Q(notice__isnull=True, discarded_at__isnull=True),
                name="reserved_number_by_hand_alone",
            ),
        ]

    @property
    def number(self) -> str:
        """The number as printed on the form."""
        return display_number(agency_code=self.agency.code, year=self.year, sequence=self.sequence)

    @property
    def is_free(self) -> bool:
        """Whether it is neither used by a notice, printed or by hand, nor discarded."""
        return (
            self.notice_id is None and self.notice_by_hand_id is None and self.discarded_at is None
        )

    @property
    def shown_code(self) -> str:
        return display_code(self.code)
