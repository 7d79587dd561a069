"""A person as one agency knows them, the versions of that knowledge, and what finds them again."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.persons import vocabulary
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class Person(SealedRow):
    """A person as one agency knows them; the unit of sealing and of shredding.

    The row holds the present version. A record names the version it was made with, and the versions
    before are kept beside it. One merged into another stays a row of its own, with its own records.
    """

    unbound_columns = ("index_form",)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    family_name = SealedTextField(blank=True)
    given_names = SealedTextField(blank=True)
    latin_name = SealedTextField(
        blank=True, help_text="The whole name in Latin letters, as a notice prints it if it must."
    )
    date_of_birth = SealedTextField(blank=True)
    alien_number = SealedTextField(blank=True)
    attorney_name = SealedTextField(blank=True)
    attorney_contact = SealedTextField(blank=True)
    designee_name = SealedTextField(blank=True)
    designee_contact = SealedTextField(blank=True)
    race = models.CharField(
        max_length=1, choices=vocabulary.Race.choices, default=vocabulary.Race.UNKNOWN
    )
    ethnicity = models.CharField(
        max_length=1, choices=vocabulary.Ethnicity.choices, default=vocabulary.Ethnicity.UNKNOWN
    )
    sex = models.CharField(
        max_length=1, choices=vocabulary.Sex.choices, default=vocabulary.Sex.UNKNOWN
    )
    language = models.CharField(max_length=20, blank=True)
    can_read = models.CharField(
        max_length=10, choices=vocabulary.CanRead.choices, default=vocabulary.CanRead.NOT_ASKED
    )
    is_age_disputed = models.BooleanField(
        default=False, help_text="Said to be under 18 by the person, or doubted by others."
    )
    child_recipient = models.CharField(
        max_length=10, blank=True, choices=vocabulary.ChildRecipient.choices
    )
    guardian_name = SealedTextField(blank=True)
    guardian_relation = SealedTextField(blank=True)
    guardian_contact = SealedTextField(
        blank=True,
        help_text="Used only to serve: never in a file, an interface or a staff handoff.",
    )
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    index_form = models.PositiveSmallIntegerField(
        default=0, help_text="The canonical form its indexes were built over; 0 for none yet."
    )

    objects = BoundQuerySet["Person"].as_manager()

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.family_name) if part)

    @property
    def root_id(self) -> uuid.UUID:
        """The person that stands for this one: the one it was merged into, or itself."""
        return self.merged_into_id or self.pk


class PersonVersion(SealedRow):
    """The values of a person in a version that is not the present one. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    values = SealedTextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["PersonVersion"].as_manager()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="person_version_once")
        ]


class PersonIndex(models.Model):
    """One keyed hash of a value in canonical form, of any version of a person: what finds somebody
    without unsealing anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="indexes")
    digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["digest"], name="person_index_digest")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "digest"], name="person_index_once")
        ]


class PersonMerge(SealedRow):
    """That two person-records were said to be one person, by whom and why; and, where it was
    undone, by whom and why.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_away")
    brought = models.JSONField(
        default=list, help_text="Ids of people who had been merged into the other one before."
    )
    reason = SealedTextField()
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    split_reason = SealedTextField(blank=True)
    split_at = models.DateTimeField(null=True, blank=True)
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BoundQuerySet["PersonMerge"].as_manager()

    class Meta:
        ordering = ("merged_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(split_at__isnull=True),
                name="person_merged_once",
            ),
            models.CheckConstraint(
                condition=Q(split_at__isnull=True, split_by__isnull=True)
                | Q(split_at__isnull=False, split_by__isnull=False),
                name="person_merge_split_pair",
            ),
        ]
