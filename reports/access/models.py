"""ICE access: what the statute makes public and reportable, 54-192h(e)(2) and (e)(3)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.access.kinds import AccessKind, Basis, notifies_release
from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models import Attachment, Decision, Detainer, Reply
from reports.detainers.vocabulary import Channel
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.persons.versions import values_in
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class AccessQuerySet(BoundQuerySet["Access"]):
    def of(self, agency: Agency) -> AccessQuerySet:
        return self.filter(agency=agency)

    def standing(self) -> AccessQuerySet:
        """Current rows: neither voided nor replaced by a correction."""
        return self.filter(voided_at__isnull=True, corrections__isnull=True)


class Access(SealedRow):
    """One act of ICE access, with or without a detainer. A correction is a new row; nothing is
    edited.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="accesses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accesses")
    person_version = models.PositiveIntegerField(
        default=1, help_text="The version of the person that this record was made with."
    )
    detainer = models.ForeignKey(
        Detainer, null=True, blank=True, on_delete=models.PROTECT, related_name="accesses"
    )
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="accesses"
    )
    form_token = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=1, choices=AccessKind.choices)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    occurred_at = models.DateTimeField()
    is_about_release = models.BooleanField(
        default=False,
        help_text="For (C): whether the information given was a release date or time.",
    )
    notified_release_at = models.DateTimeField(
        null=True, blank=True, help_text="The day and time of release that ICE was told."
    )
    race = models.CharField(max_length=1, choices=Race.choices)
    ethnicity = models.CharField(max_length=1, choices=Ethnicity.choices)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_spent = models.PositiveIntegerField(null=True, blank=True)
    cost_cents = models.PositiveIntegerField(null=True, blank=True)
    resources = SealedTextField(blank=True)
    description = SealedTextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    void_reason = SealedTextField(blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ("-occurred_at",)
        verbose_name_plural = "accesses"
        indexes: ClassVar = [models.Index(fields=["agency", "occurred_at"], name="access_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "form_token"], name="access_form_once"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                name="access_voided_pair",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.OTHER) | Q(detainer__isnull=False),
                name="access_detainer_basis_has_detainer",
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=125), name="access_age_possible"
            ),
        ]

    @property
    def named(self) -> PersonValues:
        """The person as this record knows them."""
        return values_in(self.person, self.person_version)

    @property
    def notifies_release(self) -> bool:
        """Whether it told ICE of a release, so that the person is owed a notice, (e)(1)."""
        return notifies_release(self.kind, is_about_release=self.is_about_release)


class ActAgainstDecisionQuerySet(BoundQuerySet["ActAgainstDecision"]):
    def to_acknowledge(self) -> ActAgainstDecisionQuerySet:
        """Those that the head of the agency has not acknowledged yet."""
        return self.filter(acknowledged_at__isnull=True)


class ActAgainstDecision(SealedRow):
    """A reply or an access that did other than the decision in force said, and why. The head of
    the agency is told, and acknowledges it; the act itself is neither undone nor judged here.
    """

    detainer = models.ForeignKey(
        Detainer, on_delete=models.PROTECT, related_name="acts_against_decisions"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="acts_against")
    reply = models.OneToOneField(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="act_against"
    )
    access = models.OneToOneField(
        Access, null=True, blank=True, on_delete=models.PROTECT, related_name="act_against"
    )
    reason = SealedTextField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ActAgainstDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("entered_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reply__isnull=False, access__isnull=True)
                | Q(reply__isnull=True, access__isnull=False),
                name="act_against_is_reply_or_access",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="act_against_acknowledged_pair",
            ),
        ]


class Communication(SealedRow):
    """A communication between the agency and a federal immigration authority, (e)(2) item 6."""

    objects = BoundQuerySet["Communication"].as_manager()

    class Direction(models.TextChoices):
        RECEIVED = "in", "Received"
        SENT = "out", "Sent"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="communications")
    detainer = models.ForeignKey(
        Detainer, null=True, blank=True, on_delete=models.PROTECT, related_name="communications"
    )
    access = models.ForeignKey(
        Access, null=True, blank=True, on_delete=models.PROTECT, related_name="communications"
    )
    form_token = models.UUIDField(null=True, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    happened_at = models.DateTimeField()
    counterpart = SealedTextField(blank=True)
    summary = SealedTextField()
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("happened_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "form_token"], name="communication_form_once"
            ),
        ]
