"""OPM's review of a submission: who reviews it, what was answered, and notes that the agency never
sees.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.core.bound_rows import BoundQuerySet, BoundRow


class ReviewRound(models.Model):
    """One answer of OPM to one version, in one message. Nothing here is edited."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"
        REOPENED = "reopened", "Amendment asked for"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.PROTECT, related_name="reviews"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    message = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty for an earlier reporting period that OPM loaded from a file.",
    )

    class Meta:
        ordering = ("-decided_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(outcome__in=["accepted", "returned"]),
                name="review_answers_once",
            )
        ]


class ReturnReason(models.Model):
    """One reason of a return, with the line and column it concerns, if any."""

    class Code(models.TextChoices):
        WRONG_CODE = "wrong_code", "A code looks wrong"
        WRONG_DATE = "wrong_date", "A date looks wrong"
        MISSING_LINE = "missing_line", "An access seems to be missing"
        DUPLICATE = "duplicate", "The same access seems to stand twice"
        PERSON_COUNT = "person_count", "Persons and events do not fit together"
        UNEXPLAINED = "unexplained", "A change needs an explanation"
        WRONG_SIGNER = "wrong_signer", "Certified by the wrong person"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(
        "reports.ReviewRound", on_delete=models.PROTECT, related_name="reasons"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, choices=Code.choices)
    line = models.ForeignKey(
        "reports.SubmissionLine",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="return_reasons",
    )
    field = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "position"], name="return_reason_position_once"
            ),
            models.CheckConstraint(
                condition=Q(field="") | Q(line__isnull=False), name="return_reason_field_of_line"
            ),
        ]


class ReasonAnswer(BoundRow):
    """The agency's answer to one reason of a return, in the version that answers it; read by OPM,
    never published.
    """

    class Kind(models.TextChoices):
        FIXED = "fixed", "Fixed"
        STANDS = "stands", "Right as it stands"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.CASCADE, related_name="reason_answers"
    )
    reason = models.ForeignKey(
        "reports.ReturnReason", on_delete=models.PROTECT, related_name="answers"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)
    origin_id = models.UUIDField(
        null=True,
        blank=True,
        help_text="The line it concerns, by its first entry in the log: lines are renumbered when"
        " a draft is updated. Private; never exported.",
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["ReasonAnswer"].as_manager()

    class Meta:
        ordering = ("reason__position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "reason"], name="reason_answer_once"),
            models.CheckConstraint(
                condition=Q(kind="fixed") | ~Q(text=""), name="reason_answer_says_why"
            ),
        ]


class InternalNote(models.Model):
    """A note among OPM staff; no screen of the agency reads this table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.PROTECT, related_name="internal_notes"
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-written_at",)


class Assignment(models.Model):
    """Who at OPM a submission is assigned to, from one time until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "reports.Submission", on_delete=models.PROTECT, related_name="assignments"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-assigned_at",)
        indexes: ClassVar = [
            models.Index(fields=["reviewer", "ended_at"], name="assignment_of_reviewer")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(ended_at__isnull=True),
                name="assignment_one_at_a_time",
            )
        ]
