"""A person as one agency knows them."""

from __future__ import annotations

from django.db import models

from reports.accounts.models import Agency
from reports.detainers import vocabulary as words
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class Person(SealedRow):
    """A person as one agency knows them; the unit of sealing and of shredding."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    family_name = SealedTextField(blank=True)
    given_names = SealedTextField(blank=True)
    date_of_birth = SealedTextField(blank=True)
    alien_number = SealedTextField(blank=True)
    attorney_name = SealedTextField(blank=True)
    attorney_contact = SealedTextField(blank=True)
    designee_name = SealedTextField(blank=True)
    designee_contact = SealedTextField(blank=True)
    race = models.CharField(max_length=1, choices=words.Race.choices, default=words.Race.UNKNOWN)
    ethnicity = models.CharField(
        max_length=1, choices=words.Ethnicity.choices, default=words.Ethnicity.UNKNOWN
    )
    sex = models.CharField(max_length=1, choices=words.Sex.choices, default=words.Sex.UNKNOWN)
    language = models.CharField(max_length=20, blank=True)
    can_read = models.CharField(
        max_length=10, choices=words.CanRead.choices, default=words.CanRead.NOT_ASKED
    )
    family_name_index = models.CharField(max_length=64, blank=True, db_index=True)
    full_name_index = models.CharField(max_length=64, blank=True, db_index=True)
    birth_index = models.CharField(max_length=64, blank=True, db_index=True)
    alien_number_index = models.CharField(max_length=64, blank=True, db_index=True)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.family_name) if part)
