"""One agency's report for one half-year, version by version, with frozen lines, 54-192h(e)(3).

Personal data has no column here: a line holds only what the allow-list of `content.py` names. It
does not tell who a line is about; staff of the agency trace it through the private `access_id`,
which is never exported.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.access.kinds import AccessKind, Basis
from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.sealing.models import SealedRow
from reports.submissions.status import (
    OPEN,
    RECEIVED,
    AmendmentCode,
    Source,
    SubmissionStatus,
)


class SubmissionQuerySet(BoundQuerySet["Submission"]):
    def of(self, agency: Agency) -> SubmissionQuerySet:
        """Submissions of one agency; every view of the agency starts here."""
        return self.filter(agency=agency)

    def accepted(self) -> SubmissionQuerySet:
        """The versions that count: at most one for each agency and half-year."""
        return self.filter(status=SubmissionStatus.ACCEPTED)

    def received(self) -> SubmissionQuerySet:
        return self.filter(status__in=RECEIVED)

    def still_open(self) -> SubmissionQuerySet:
        return self.filter(status__in=OPEN)


def _received_means_received() -> Q:
    waiting = Q(status__in=[SubmissionStatus.DRAFT, SubmissionStatus.DISCARDED])
    return (waiting & Q(received_at__isnull=True)) | (~waiting & Q(received_at__isnull=False))


class Submission(BoundRow):
    """One version of a half-year's report. Certified content is never edited; a later version
    replaces it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "reports.Agency", on_delete=models.PROTECT, related_name="submissions"
    )
    period = models.ForeignKey(
        "reports.ReportingPeriod", on_delete=models.PROTECT, related_name="submissions"
    )
    version = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(
        default=1, help_text="1, and one more for each return."
    )
    status = models.CharField(
        max_length=12, choices=SubmissionStatus.choices, default=SubmissionStatus.DRAFT
    )
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.SYSTEM)
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followers",
        help_text="The returned version that this one answers, or the accepted one that it amends.",
    )
    is_amendment = models.BooleanField(default=False)
    amendment_code = models.CharField(max_length=15, choices=AmendmentCode.choices, blank=True)
    amendment_reason = models.TextField(blank=True, help_text="For OPM; never published.")
    is_nil = models.BooleanField(default=False)
    line_count = models.PositiveIntegerField(default=0)
    person_count = models.PositiveIntegerField(default=0)
    content_sha256 = models.CharField(max_length=64)
    findings = models.JSONField(
        default=list, blank=True, help_text="What the checks found when it was certified; frozen."
    )
    compiled_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    certified_at = models.DateTimeField(null=True, blank=True)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certified_as = models.CharField(
        max_length=60, blank=True, help_text="In which office the certifier signed."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who at OPM entered what was received outside the system.",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("-period__half_year", "agency__name", "-version")
        indexes: ClassVar = [
            models.Index(fields=["status", "received_at"], name="submission_queue"),
            models.Index(fields=["period", "status"], name="submission_by_period"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "period", "version"], name="submission_version_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "period"],
                condition=Q(status__in=sorted(OPEN)),
                name="submission_one_open",
            ),
            models.UniqueConstraint(
                fields=["agency", "period"],
                condition=Q(status=SubmissionStatus.ACCEPTED),
                name="submission_one_accepted",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(status=SubmissionStatus.DISCARDED),
                name="submission_followed_once",
            ),
            models.CheckConstraint(
                condition=_received_means_received(), name="submission_received_moment"
            ),
            models.CheckConstraint(
                condition=Q(certified_at__isnull=True, certified_by__isnull=True)
                | Q(certified_at__isnull=False, certified_by__isnull=False),
                name="submission_certified_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="submission_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(line_count=0), name="submission_nil_has_no_line"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class SubmissionLine(BoundRow):
    """One access as reported: the columns of the allow-list and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.CASCADE, related_name="lines"
    )
    position = models.PositiveIntegerField()
    access_on = models.DateField()
    access_kind = models.CharField(max_length=1, choices=AccessKind.choices)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    race = models.CharField(max_length=1, choices=Race.choices)
    ethnicity = models.CharField(max_length=1, choices=Ethnicity.choices)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    person_ref = models.UUIDField(
        help_text="Random for each version; the same for lines about one person."
    )
    access_id = models.UUIDField(
        null=True, blank=True, help_text="Private: for staff of the agency; never exported."
    )
    origin_id = models.UUIDField(
        null=True, blank=True, help_text="Private: the access before any correction."
    )

    objects = BoundQuerySet["SubmissionLine"].as_manager()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="submission_line_position_once"
            ),
            models.UniqueConstraint(
                fields=["submission", "access_id"], name="submission_line_access_once"
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=125), name="submission_line_age_possible"
            ),
        ]


class Explanation(BoundRow):
    """The agency's explanation of a check that needs one; read by OPM, never published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.CASCADE, related_name="explanations"
    )
    check_name = models.CharField(max_length=60)
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["Explanation"].as_manager()

    class Meta:
        ordering = ("check_name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "check_name"], name="explanation_once"),
        ]


class Receipt(BoundRow):
    """The copy of record of a certification: its wording frozen at once, its PDF stored with a
    hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField(
        "reports.Submission", on_delete=models.PROTECT, related_name="receipt"
    )
    content = models.JSONField()
    made_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    objects = BoundQuerySet["Receipt"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rendered_at__isnull=True, file_name="")
                | (Q(rendered_at__isnull=False) & ~Q(file_name="")),
                name="receipt_rendered_pair",
            )
        ]


class PaperCertificate(SealedRow):
    """A certificate signed on paper by somebody without an account; it names the content's hash."""

    submission = models.OneToOneField(
        "reports.Submission", on_delete=models.PROTECT, related_name="paper_certificate"
    )
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=80)
    signed_on = models.DateField()
    scan = models.ForeignKey("reports.SealedFile", on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["PaperCertificate"].as_manager()


class SourceDocument(SealedRow):
    """What a municipality sent outside the system, sealed under a key of OPM's own because it may
    contain a name.
    """

    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.PROTECT, related_name="source_documents"
    )
    file = models.ForeignKey("reports.SealedFile", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    arrived_on = models.DateField()
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["SourceDocument"].as_manager()
