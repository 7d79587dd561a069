"""Rows of publication: the threshold, editions with their frozen pattern, files, approvals,
previews.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.publication.status import PUBLIC, READABLE, EditionStatus


def _who(related_name: str = "+") -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name=related_name
    )


def _who_if_any() -> models.ForeignKey[models.Model | None, models.Model | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Threshold(BoundRow):
    """OPM legal's choice of T, with its reason. The newest row counts; none is ever edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    value = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: nothing is withheld."
    )
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = _who()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = _who_if_any()

    objects = BoundQuerySet["Threshold"].as_manager()

    class Meta:
        ordering = ("-set_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=2), name="threshold_two_or_more"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="threshold_agreed_pair",
            ),
        ]

    @property
    def number(self) -> int:
        """As disclosure control takes it: 0 withholds nothing."""
        return self.value or 0

    @property
    def words(self) -> str:
        return "none" if self.value is None else str(self.value)

    @property
    def is_agreed(self) -> bool:
        """A threshold that withholds nothing needs two people of OPM legal."""
        return self.value is not None or self.agreed_at is not None


class EditionQuerySet(BoundQuerySet["Edition"]):
    def public(self) -> EditionQuerySet:
        """Everything that was ever published, withdrawn ones included."""
        return self.filter(status__in=PUBLIC)

    def readable(self) -> EditionQuerySet:
        """What the public may still download."""
        return self.filter(status__in=READABLE)

    def in_order(self) -> EditionQuerySet:
        return self.order_by("number")


class Edition(BoundRow):
    """A frozen publication. Numbers, pattern and files never change once it is published.

    `pattern` holds every number with its true value, kept inside OPM: later editions take what was
    withheld as given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    half_year = models.CharField(max_length=6)
    status = models.CharField(
        max_length=10, choices=EditionStatus.choices, default=EditionStatus.PROPOSED
    )
    threshold = models.ForeignKey(
        "reports.Threshold", on_delete=models.PROTECT, related_name="editions"
    )
    content_sha256 = models.CharField(
        max_length=64, help_text="Of the tables and the coverage that were checked."
    )
    proposed_at = models.DateTimeField()
    proposed_by = _who()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = _who_if_any()
    public_reason = models.TextField(
        blank=True, help_text="Why it was withdrawn; shown to everyone."
    )
    released_at = models.DateTimeField(
        null=True, blank=True, help_text="When the publisher let it go out."
    )
    released_by = _who_if_any()
    scheduled_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The hour at which it is published.",
        db_column="goes_out_at",
    )
    on_hold_reason = models.TextField(
        blank=True, help_text="Why it did not go out at its hour.", db_column="held_back"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    pattern = models.JSONField(default=dict)
    audit = models.JSONField(default=dict)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-number", "-proposed_at")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    published_at__isnull=True, published_by__isnull=True, number__isnull=True
                )
                | Q(published_at__isnull=False, published_by__isnull=False, number__isnull=False),
                name="edition_published_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=EditionStatus.WITHDRAWN) | ~Q(public_reason=""),
                name="edition_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=EditionStatus.PUBLISHED),
                name="edition_one_published",
            ),
            models.CheckConstraint(
                condition=Q(
                    released_at__isnull=True, released_by__isnull=True, scheduled_at__isnull=True
                )
                | Q(
                    released_at__isnull=False, released_by__isnull=False, scheduled_at__isnull=False
                ),
                name="edition_released_together",
            ),
        ]

    @property
    def is_readable(self) -> bool:
        return self.status in READABLE


class EditionFile(BoundRow):
    """One published file. Public bytes in the object store, unsealed, with their hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("reports.Edition", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=60)
    stored_as = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)

    objects = BoundQuerySet["EditionFile"].as_manager()

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="edition_file_once")
        ]


class EditionApproval(BoundRow):
    """A disclosure checker found that the proposed edition exposes nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        "reports.Edition", on_delete=models.PROTECT, related_name="approvals"
    )
    approved_at = models.DateTimeField()
    approved_by = _who()
    on_screen = models.BooleanField(
        help_text="Given on screen by the checker, not passed on by an operator."
    )

    objects = BoundQuerySet["EditionApproval"].as_manager()

    class Meta:
        ordering = ("approved_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "approved_by"], name="edition_approved_once_each"
            )
        ]


class StaffingException(models.Model):
    """OPM legal's record that an office is too small for three people: the substitute, or that one
    checker is enough.

    It counts for one proposed edition only, and its reason is published with the edition.
    """

    class Kind(models.TextChoices):
        CHECKER = "checker", "A named substitute checks"
        PUBLISHER = "publisher", "A named substitute publishes"
        ONE_CHECKER = "one_checker", "One checker is enough"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        "reports.Edition", on_delete=models.PROTECT, related_name="exceptions"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    person = _who_if_any()
    reason = models.TextField(help_text="Published with the edition; names nobody.")
    recorded_at = models.DateTimeField()
    recorded_by = _who()

    class Meta:
        db_table = "reports_officeexception"
        ordering = ("recorded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="one_checker", person__isnull=True)
                | Q(kind__in=("checker", "publisher"), person__isnull=False),
                name="office_exception_names_its_substitute",
            ),
            models.UniqueConstraint(
                fields=["edition", "kind", "person"], name="office_exception_once"
            ),
        ]


class AgencyPreview(models.Model):
    """An agency's answer about its own rows before an edition: none yet, confirmed, or disputed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        "reports.Edition", on_delete=models.PROTECT, related_name="previews"
    )
    agency = models.ForeignKey("reports.Agency", on_delete=models.PROTECT, related_name="previews")
    answer_until = models.DateField()
    rows = models.JSONField(
        default=list, help_text="Half-year, number held, number as it would be published."
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="said_by_id",
    )
    dispute = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = _who_if_any()

    class Meta:
        db_table = "reports_preview"
        ordering = ("agency__code",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "agency"], name="preview_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="preview_answered_pair",
            ),
        ]

    @property
    def is_unanswered(self) -> bool:
        """The agency has not answered yet."""
        return self.confirmed_at is None and self.disputed_at is None

    @property
    def is_disputed(self) -> bool:
        """An open dispute stops the edition."""
        return self.disputed_at is not None and self.answered_at is None


class Correction(models.Model):
    """One entry of the public log of corrections. Names agencies, half-years and figures, never a
    person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        "reports.Edition", on_delete=models.PROTECT, related_name="corrections"
    )
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = _who()

    class Meta:
        ordering = ("-noted_at",)
