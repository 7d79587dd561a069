"""Half-years as configured data. The act says "every six months" and names neither months nor a due
date, 54-192h(e)(3).
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.accounts.models import Agency, AgencyKind
from reports.core.dates import month_year
from reports.law.half_years import HalfYear


def municipalities() -> list[str]:
    """Whom OPM asks under (e)(3) by our reading: municipalities with a police department."""
    return [AgencyKind.MUNICIPAL_POLICE.value]


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def through(self, half_year: str) -> ReportingPeriodQuerySet:
        """This half-year and all before it; the codes sort by time."""
        return self.filter(half_year__lte=half_year)


class ReportingPeriod(models.Model):
    """One half-year: its days, when it is due, who is asked. Calendar halves are an assumption
    until OPM says so. A row alone asks nobody: that takes opening.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    half_year = models.CharField(max_length=6, unique=True, help_text="For example 2025H1.")
    starts_on = models.DateField(unique=True)
    ends_on = models.DateField(unique=True)
    due_on = models.DateField()
    grace_days = models.PositiveSmallIntegerField(default=14)
    reporting_kinds = models.JSONField(
        default=municipalities, help_text="Kinds of agencies that are asked."
    )
    head_may_certify = models.BooleanField(
        default=False,
        help_text="The head of the agency may certify for the legislative body (Q15).",
    )
    wants_nil_statements = models.BooleanField(
        default=False,
        help_text="OPM would like agencies that gave no access to say so; the law does not ask it.",
    )
    is_assumed = models.BooleanField(default=True, help_text="Not yet confirmed by OPM.")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: its days are known, and nobody was asked."
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where the program opened it on its first day.",
    )

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        db_table = "reports_period"
        ordering = ("half_year",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(half_year__regex=r"^[0-9]{4}H[12]$"), name="period_half_year_written_so"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="period_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("ends_on")), name="period_due_after_its_end"
            ),
            # The program opens without a person; a person never without a moment.
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True) | Q(opened_at__isnull=False),
                name="period_opened_by_somebody_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.half_year

    @property
    def title(self) -> str:
        """The half-year in words."""
        half = HalfYear.parse(self.half_year)
        if (self.starts_on, self.ends_on) == (half.starts_on, half.ends_on):
            return half.label
        return f"{month_year(self.starts_on)} to {month_year(self.ends_on)}"

    @property
    def missing_after(self) -> date:
        """The last day on which no report is called missing: the due date plus the grace period."""
        return self.due_on + timedelta(days=self.grace_days)

    def is_over(self, on: date) -> bool:
        return on > self.ends_on

    def asks(self, agency: Agency) -> bool:
        """Whether OPM asks this agency: of a kind that (e)(3) names, and existing on a day of the
        half-year. Whether it owes a report depends on what its police did.
        """
        began = agency.valid_from is None or agency.valid_from <= self.ends_on
        stands = agency.valid_to is None or agency.valid_to >= self.starts_on
        return agency.kind in self.reporting_kinds and began and stands


class ReportingPeriodChange(models.Model):
    """Earlier values, who changed them and why. Nothing here is edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(
        "reports.ReportingPeriod", on_delete=models.PROTECT, related_name="changes"
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()

    class Meta:
        db_table = "reports_periodchange"
        ordering = ("-changed_at",)


class ReportRequest(models.Model):
    """An agency is asked for its report of a half-year. A row is the attempt; `notified_at` is when
    somebody there really was told.
    """

    class Channel(models.TextChoices):
        MESSAGE = "message", "a message here"
        TELEPHONE = "telephone", "telephone"
        LETTER = "letter", "letter"
        EMAIL = "email", "email outside the system"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "reports.Agency", on_delete=models.PROTECT, related_name="report_requests"
    )
    period = models.ForeignKey(
        "reports.ReportingPeriod", on_delete=models.PROTECT, related_name="requests"
    )
    made_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    recipients = models.PositiveSmallIntegerField(default=0, help_text="How many were told.")

    class Meta:
        ordering = ("made_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "period"], name="report_request_once"),
            models.CheckConstraint(
                condition=Q(notified_at__isnull=True, channel="", recipients=0)
                | Q(notified_at__isnull=False, recipients__gte=1) & ~Q(channel=""),
                name="report_request_notified_or_not",
            ),
        ]
