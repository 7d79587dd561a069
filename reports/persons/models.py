"""A person as one agency knows them."""

from __future__ import annotations

from django.db import models

from reports.accounts.models import Agency
from reports.core.printable_text import has_known_script
from reports.persons import vocabulary
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class Person(SealedRow):
    """A person as one agency knows them; the unit of sealing and of shredding."""

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
    family_name_index = models.CharField(max_length=64, blank=True, db_index=True)
    full_name_index = models.CharField(max_length=64, blank=True, db_index=True)
    birth_index = models.CharField(max_length=64, blank=True, db_index=True)
    alien_number_index = models.CharField(max_length=64, blank=True, db_index=True)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.family_name) if part)

    @property
    def printed_name(self) -> str:
        """The name for paper: as it was given, or in Latin letters where no font has its script."""
        return self.full_name if has_known_script(self.full_name) else self.latin_name
