"""Requests and statements about notices: corrections, contact inquiries, released reasons."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.access.models import Access
from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models import Decision
from reports.notices.models.notices import Notice
from reports.notices.status import CorrectionOutcome, InquiryAnswer
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class CorrectionRequest(SealedRow):
    """Somebody who holds a notice's code says that the notice is wrong. Sealed under the record it
    is about.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="corrections")
    ticket = models.CharField(max_length=12, unique=True)
    form_token = models.UUIDField(unique=True)
    requested_at = models.DateTimeField(db_column="asked_at")
    due_at = models.DateTimeField(help_text="This program's own measure; no statute sets one.")
    asker_name = SealedTextField()
    asker_contact = SealedTextField()
    says = SealedTextField()
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the agency knew who asks."
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=CorrectionOutcome.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = SealedTextField(blank=True)
    answer = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="answers_correction"
    )

    objects = BoundQuerySet["CorrectionRequest"].as_manager()

    class Meta:
        ordering = ("requested_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="correction_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="")),
                name="correction_answered_pair",
            ),
        ]


class ContactInquiry(SealedRow):
    """That the person was asked for an attorney or designee to notify of a release, and the answer,
    (e)(1) and Q16.
    """

    access = models.ForeignKey(Access, on_delete=models.PROTECT, related_name="designee_questions")
    inquired_at = models.DateTimeField(db_column="asked_at")
    answer = models.CharField(max_length=10, choices=InquiryAnswer.choices)
    agrees_to_facts = models.BooleanField(
        default=False,
        help_text="The person agrees that the copy says what the conviction or the warrant is.",
    )
    note = SealedTextField(blank=True, bound_as="reports.designeequestion.note")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["ContactInquiry"].as_manager()

    class Meta:
        db_table = "reports_designeequestion"
        ordering = ("-inquired_at",)


class ReasonRelease(SealedRow):
    """The agency head's release, on counsel's advice, of a reason that rests on a
    terrorist-screening record (Q7).
    """

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="cleared_reason"
    )
    counsel = SealedTextField(
        help_text="Who advised: name and office.", bound_as="reports.clearedreason.counsel"
    )
    advised_on = models.DateField()
    note = SealedTextField(blank=True, bound_as="reports.clearedreason.note")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["ReasonRelease"].as_manager()

    class Meta:
        db_table = "reports_clearedreason"
