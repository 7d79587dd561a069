"""Papers beside a letter: copies behind a cover, other forms of it, print jobs, links, numbers kept
for paper.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency
from reports.notices.codes import shown_code, shown_number
from reports.notices.content.document import NoticeContent, from_json
from reports.notices.models.notices import Notice
from reports.notices.status import PaperForm, Status, ToWhom
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow


class NoticePaper(SealedRow):
    """A file that goes with a letter and bears its number. The newest of a form counts; none is
    drawn over.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=10, choices=PaperForm.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RENDERING)
    sources = models.JSONField(
        default=list, help_text="Ids of the scans behind the cover, in order."
    )
    content = SealedTextField()
    content_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, pdf_sha256="", drawn_at__isnull=True)
                | (Q(file__isnull=False, drawn_at__isnull=False) & ~Q(pdf_sha256="")),
                name="notice_paper_drawn_whole",
            ),
        ]

    @property
    def words(self) -> NoticeContent:
        """The paper itself; needs the key ring."""
        return from_json(self.content)


class PrintJob(models.Model):
    """Letters to be printed together. What was printed is kept part by part, so an interrupted job
    goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="print_jobs")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-started_at",)


class PrintPart(models.Model):
    """One letter of a print job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "position"], name="print_part_place_once"),
            models.UniqueConstraint(fields=["job", "notice"], name="print_part_letter_once"),
        ]


class NoticeLink(SealedRow):
    """A link by which an attorney or designee may fetch a letter, with the code, for some days. Its
    hash is kept.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    address = SealedTextField(help_text="Where the link was sent.")
    to_whom = models.CharField(max_length=10, choices=ToWhom.choices)
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

    class Meta:
        ordering = ("-made_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="notice_link_withdrawn_pair",
            ),
        ]


class ReservedNumber(models.Model):
    """A number and code given out on a blank sheet, for when the system is down. It is used once,
    or spoiled.
    """

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
    spoiled_at = models.DateTimeField(null=True, blank=True)
    spoiled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("year", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "sequence"], name="reserved_number_once"
            ),
            models.CheckConstraint(
                condition=Q(spoiled_at__isnull=True, spoiled_by__isnull=True)
                | Q(spoiled_at__isnull=False, spoiled_by__isnull=False, notice__isnull=True),
                name="reserved_number_spoiled_pair",
            ),
        ]

    @property
    def number(self) -> str:
        """As printed on the sheet."""
        return shown_number(agency_code=self.agency.code, year=self.year, sequence=self.sequence)

    @property
    def shown_code(self) -> str:
        return shown_code(self.code)
