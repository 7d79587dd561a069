"""The detainer: what was received, the requested actions, and the findings for a date."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.detainers import vocabulary
from reports.detainers.status import OPEN, DetainerStatus
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.persons.versions import values_in
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class DetainerQuerySet(BoundQuerySet["Detainer"]):
    def of(self, agency: Agency) -> DetainerQuerySet:
        """Detainers of one agency; every view starts here."""
        return self.filter(agency=agency)

    def still_open(self) -> DetainerQuerySet:
        return self.filter(status__in=OPEN)

    def with_person(self) -> DetainerQuerySet:
        """Joined with what is needed to unseal names without another query."""
        return self.select_related(
            "record_key", "person", "person__record_key", "agency", "entered_by"
        )


class Detainer(SealedRow):
    """Any request from a federal immigration authority, 54-192h(a)(2)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="detainers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="detainers")
    person_version = models.PositiveIntegerField(
        default=1, help_text="The version of the person that this record was made with."
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    external_id = models.CharField(max_length=80, blank=True)
    form_token = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=DetainerStatus.choices)
    version = models.PositiveIntegerField(default=1)

    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=vocabulary.Channel.choices)
    form = models.CharField(max_length=8, choices=vocabulary.FederalForm.choices)
    form_dated_on = models.DateField(null=True, blank=True)
    subject_id = SealedTextField(blank=True)
    event_number = SealedTextField(blank=True)

    federal_office = models.CharField(max_length=120)
    federal_officer = SealedTextField(blank=True)
    federal_officer_title = SealedTextField(blank=True)
    federal_phone = SealedTextField(blank=True)
    verification = models.CharField(
        max_length=10, choices=vocabulary.Verification.choices, default=vocabulary.Verification.NONE
    )
    verification_note = SealedTextField(blank=True)

    purposes = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    probable_cause = models.JSONField(
        default=list, help_text="Box 1 of the I-247A, letters a to d."
    )
    is_box_2 = models.BooleanField(default=False)
    cancels_on = models.DateField(
        null=True, blank=True, help_text="Box 16: date of the request that this one cancels."
    )
    warrant = models.CharField(
        max_length=15, choices=vocabulary.WarrantKind.choices, default=vocabulary.WarrantKind.NONE
    )
    papers = models.JSONField(default=list)
    warrant_court = SealedTextField(blank=True)
    warrant_docket = SealedTextField(blank=True)
    warrant_signer = SealedTextField(blank=True)
    warrant_state = SealedTextField(blank=True)
    warrant_issued_on = SealedTextField(blank=True)
    warrant_expires_on = SealedTextField(blank=True)
    warrant_person = SealedTextField(blank=True, help_text="The name as it stands on the warrant.")
    warrant_is_for = SealedTextField(blank=True)
    warrant_commands = SealedTextField(blank=True)
    is_warrant_seen = models.BooleanField(
        default=False,
        help_text="It names somebody else; a person looked at it and takes it as coming with this.",
    )
    is_warrant_sealed = models.BooleanField(
        default=False, help_text="The court sealed it: no notice prints it."
    )

    age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Years of age on receipt."
    )
    is_minor = models.BooleanField(null=True, blank=True)
    not_legally_competent = models.BooleanField(default=False)
    in_custody = models.BooleanField(null=True, blank=True, help_text="Empty: nobody said.")
    booking_number = SealedTextField(blank=True)
    custody_reason = SealedTextField(blank=True)
    release_due_at = models.DateTimeField(null=True, blank=True)
    notes = SealedTextField(blank=True)
    conviction_erased_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The agency was told that a conviction on record here was erased.",
    )

    outcome = models.CharField(max_length=20, choices=vocabulary.CustodyOutcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.CharField(max_length=120, blank=True)
    earlier = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    relation = models.CharField(max_length=15, choices=vocabulary.Relation.choices, blank=True)

    objects = DetainerQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-number")
        indexes: ClassVar = [
            models.Index(fields=["agency", "status", "-received_at"], name="detainer_by_status"),
            models.Index(fields=["agency", "-received_at"], name="detainer_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="detainer_number_once"
            ),
            models.UniqueConstraint(fields=["agency", "form_token"], name="detainer_form_once"),
            models.UniqueConstraint(
                fields=["agency", "external_id"],
                condition=~Q(external_id=""),
                name="detainer_external_id_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True)
                | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="detainer_outcome_pair",
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=125), name="detainer_age_possible"
            ),
        ]

    @property
    def reference(self) -> str:
        """The number that people use on the telephone. It reveals nothing about the person."""
        return self.reference_of(self.year, self.number)

    @property
    def is_about_child(self) -> bool:
        """Whether the person was under 18 on receipt, or their age is disputed."""
        return bool(self.is_minor) or self.named.is_age_disputed

    @property
    def named(self) -> PersonValues:
        """The person as this record knows them. A later request that says otherwise does not change
        it; a correction does.
        """
        return values_in(self.person, self.person_version)

    @staticmethod
    def reference_of(year: int, number: int) -> str:
        return f"{year}-{number:04d}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def was_entered_later(self) -> bool:
        """Entered more than an hour after receipt: allowed, and marked."""
        return (self.entered_at - self.received_at).total_seconds() > 3600


class DetainerCounter(models.Model):
    """The last number given in an agency's year. The row is locked while a number is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year"], name="detainer_counter_once")
        ]


class DetainerVersion(SealedRow):
    """The values of a detainer before a correction, and the reason for it."""

    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    values = SealedTextField()
    reason = SealedTextField(blank=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["DetainerVersion"].as_manager()

    class Meta:
        ordering = ("version",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["detainer", "version"], name="detainer_version_once")
        ]


class AssessmentRecord(BoundRow):
    """The findings on the detainer's facts for a date, kept unchanged. Facts are codes only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    detainer = models.ForeignKey(Detainer, on_delete=models.PROTECT, related_name="assessments")
    assessed_at = models.DateTimeField()
    assessed_on = models.DateField(help_text="The day whose law was applied.")
    law_version = models.CharField(max_length=10, blank=True)
    facts = models.JSONField()
    result = models.JSONField()

    objects = BoundQuerySet["AssessmentRecord"].as_manager()

    class Meta:
        ordering = ("-assessed_at",)
        get_latest_by = "assessed_at"
