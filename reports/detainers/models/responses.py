"""What the agency does about a detainer: review, decision, reply, and events of the custody."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency, User
from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.detainers import vocabulary
from reports.detainers.models.detainers import AssessmentRecord, Detainer
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class HeadReviewQuerySet(BoundQuerySet["HeadReview"]):
    def standing(self) -> HeadReviewQuerySet:
        """Reviews that count: the named reviewer has not disputed them."""
        return self.filter(disputed_at__isnull=True)

    def to_confirm_by(self, user: User) -> HeadReviewQuerySet:
        """Entered for this person after a telephone call, and neither confirmed nor disputed
        yet.
        """
        return self.standing().filter(reviewed_by=user, confirmed_at__isnull=True)


class HeadReview(SealedRow):
    """The 54-192h(c) review by the agency head or the named delegate, before any response."""

    class Manner(models.TextChoices):
        ON_SCREEN = "on_screen", "On screen"
        TELEPHONE = "telephone", "By phone, entered by somebody else"

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="reviews")
    manner = models.CharField(max_length=10, choices=Manner.choices)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    disputed_at = models.DateTimeField(
        null=True, blank=True, help_text="The person named says that it was not so."
    )
    note = SealedTextField(blank=True)

    objects = HeadReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-reviewed_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="head_review_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(disputed_at__isnull=True),
                name="head_review_one_answer",
            ),
        ]


class Decision(SealedRow):
    """What the agency will do, per purpose, with its reason. A later decision replaces it; none is
    edited.
    """

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    reason = SealedTextField(blank=True)
    reason_translated = SealedTextField(
        blank=True, help_text="The same words in the person's language."
    )
    reason_language = models.CharField(max_length=10, blank=True)
    standard_reasons = models.JSONField(
        default=list, help_text="Reasons chosen from OPM's list, each by its id."
    )
    is_departure = models.BooleanField(default=False)
    departure_reason = SealedTextField(blank=True)
    counsel_consulted = models.BooleanField(null=True, blank=True)
    assessment = models.ForeignKey(
        AssessmentRecord, on_delete=models.PROTECT, related_name="decisions"
    )
    law_version = models.CharField(max_length=10, blank=True)
    is_reported = models.BooleanField(
        default=False, help_text="Came from a file; waits for the head's confirmation."
    )
    reported_decider = SealedTextField(
        blank=True, help_text="Who decided, in the words of the file it came in."
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["Decision"].as_manager()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["detainer", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="decision_confirmed_pair",
            ),
        ]

    @property
    def waits_for_head(self) -> bool:
        """Whether it only stands as reported: it counts once the head has confirmed it."""
        return self.is_reported and self.confirmed_at is None


class DecisionLine(BoundRow):
    """The decision for one purpose, beside the finding it responds to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=40)
    choice = models.CharField(max_length=10, choices=vocabulary.DecisionChoice.choices)
    finding_outcome = models.CharField(max_length=20)
    citation = models.CharField(max_length=80, blank=True)
    is_departure = models.BooleanField(default=False)

    objects = BoundQuerySet["DecisionLine"].as_manager()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "purpose"], name="decision_line_once"),
        ]


class Reply(SealedRow):
    """What the agency told the federal agency, refusals included. Whether a refusal is access is
    Q17.
    """

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="replies")
    form_token = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=vocabulary.Channel.choices)
    is_refusal = models.BooleanField()
    notifies_release = models.BooleanField(default=False)
    notified_release_at = models.DateTimeField(
        null=True, blank=True, help_text="The day and time of release that ICE was told."
    )
    recipient = SealedTextField(blank=True, db_column="to_whom", bound_as="reports.reply.to_whom")
    text = SealedTextField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["Reply"].as_manager()

    class Meta:
        ordering = ("sent_at",)
        verbose_name_plural = "replies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["detainer", "form_token"], name="reply_form_once"),
        ]


class CustodyEvent(SealedRow):
    """Something that happened to the custody or the detainer after it was logged."""

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = SealedTextField(blank=True, bound_as="reports.lifecycleevent.note")

    objects = BoundQuerySet["CustodyEvent"].as_manager()

    class Meta:
        db_table = "reports_lifecycleevent"
        ordering = ("happened_at",)


class CustodyWarning(models.Model):
    """Clerks and agency head were warned that release is due and the act names no ground to hold.
    One row per time that release is due.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="warnings")
    release_due_at = models.DateTimeField()
    warned_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-warned_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["detainer", "release_due_at"], name="custody_warning_once"
            )
        ]


class Draft(SealedRow):
    """What a person has typed and not yet recorded; kept through timeouts, crashes and a second
    tab.
    """

    is_bound = False  # nothing rests on it before it is recorded

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="drafts")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    values = SealedTextField(blank=True)
    form_token = models.UUIDField(default=uuid.uuid4)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at",)
