"""Issued notices, and each attempt to serve one.

The wording of a notice is sealed under the person record it is about; number, code, date and hashes
are not, so that /verify/ answers without any key. C.G.S. sec. 54-192h(e)(1).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models import Decision, Detainer
from reports.notices.codes import display_code, display_number
from reports.notices.content.document import NoticeContent, from_json
from reports.notices.kinds import KINDS
from reports.notices.status import (
    AWAITING_SERVICE,
    CURRENT,
    NoticeStatus,
    Recipient,
    ServiceMethod,
    ServiceOutcome,
    StaleReason,
    Understood,
)
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow

NAME_INDEX = "notice family name"


class NoticeQuerySet(BoundQuerySet["Notice"]):
    def of(self, agency: Agency) -> NoticeQuerySet:
        """Notices of one agency; every view starts here."""
        return self.filter(agency=agency)

    def live(self) -> NoticeQuerySet:
        """Neither void nor replaced."""
        return self.filter(status__in=CURRENT)

    def held_back(self) -> NoticeQuerySet:
        """Current, but the record says something else since: not printed, not served."""
        return self.live().filter(stale_at__isnull=False)

    def waiting(self) -> NoticeQuerySet:
        """Issued and not yet served."""
        return self.filter(status__in=AWAITING_SERVICE)

    def with_content(self) -> NoticeQuerySet:
        """Joined with what is needed to unseal the wording without another query."""
        return self.select_related("record_key", "agency", "detainer")


class Notice(SealedRow):
    """One notice. Its wording is frozen when it is issued; its file is rendered once."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="notices")
    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="notices")
    access = models.ForeignKey(
        Access, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        help_text="The decision in force at the act that the notice is about.",
    )
    kind = models.CharField(max_length=3, choices=KINDS)
    is_reason_withheld = models.BooleanField(
        default=False, help_text="Issued without its reason, which waits for the agency head (Q7)."
    )
    stale_at = models.DateTimeField(
        null=True, blank=True, help_text="When the record stopped saying what this notice says."
    )
    stale_because = models.CharField(
        max_length=20, choices=StaleReason.choices, blank=True, default=""
    )
    language = models.CharField(max_length=10)
    status = models.CharField(
        max_length=20, choices=NoticeStatus.choices, default=NoticeStatus.RENDERING
    )
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True)
    owed_at = models.DateTimeField(help_text="When the statute began to ask for this notice.")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    content = SealedTextField()
    content_sha256 = models.CharField(max_length=64)
    family_name_index = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    rendered_sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text="Of the bytes before they were signed: the same words give the same.",
        db_column="drawn_sha256",
    )
    render_attempt = models.PositiveSmallIntegerField(
        default=1, help_text="Counts the attempts that a person asked for.", db_column="drawing"
    )
    rendered_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    void_reason = SealedTextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-sequence")
        indexes: ClassVar = [
            models.Index(fields=["agency", "status", "owed_at"], name="notice_waiting"),
            models.Index(fields=["agency", "-issued_at"], name="notice_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "sequence"], name="notice_number_once"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                name="notice_voided_pair",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, pdf_sha256="", rendered_at__isnull=True)
                | (Q(file__isnull=False, rendered_at__isnull=False) & ~Q(pdf_sha256="")),
                name="notice_drawn_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number as printed on the notice."""
        return display_number(agency_code=self.agency.code, year=self.year, sequence=self.sequence)

    @property
    def shown_code(self) -> str:
        return display_code(self.code)

    @property
    def words(self) -> NoticeContent:
        """The wording of the notice; needs the key ring."""
        return from_json(self.content)

    @property
    def is_stale(self) -> bool:
        """Whether the record says something else since, so that a new notice must replace it."""
        return self.stale_at is not None and self.is_live

    @property
    def is_live(self) -> bool:
        return self.status in CURRENT


class NoticeCounter(models.Model):
    """The last number given in an agency's year. The row is locked while a number is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year"], name="notice_counter_once")
        ]


class NoticeService(SealedRow):
    """One attempt to serve a notice: the proof that the duty was met, or of the good-faith
    effort.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="services")
    form_token = models.UUIDField(null=True, blank=True)
    happened_at = models.DateTimeField()
    how = models.CharField(max_length=12, choices=ServiceMethod.choices)
    outcome = models.CharField(max_length=10, choices=ServiceOutcome.choices)
    recipient = models.CharField(
        max_length=10, choices=Recipient.choices, default=Recipient.PERSON, db_column="to_whom"
    )
    handed_over_by = SealedTextField(help_text="Name and number of the officer or clerk.")
    interpreter = SealedTextField(blank=True)
    language = models.CharField(
        max_length=20, blank=True, help_text="Language it was read or explained in."
    )
    read_by = SealedTextField(blank=True, help_text="Who read it aloud, if anybody did.")
    understood = models.CharField(
        max_length=10,
        blank=True,
        choices=Understood.choices,
        help_text="Empty where it was not asked.",
    )
    reason = SealedTextField(blank=True, help_text="Why it was refused or could not be served.")
    proof = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proof_received = models.ForeignKey(
        SealedFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The bytes of the proof as they came; never shown.",
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["NoticeService"].as_manager()

    class Meta:
        ordering = ("happened_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "form_token"], name="notice_service_form_once"
            ),
        ]
