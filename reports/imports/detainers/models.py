"""An import of detainers, and what the file said of each record that came in one."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.detainers.models import Detainer
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class DetainerImport(models.Model):
    """One file brought in once. Its rows are stored one by one, so one that was cut short is run
    again and goes on where it stopped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="detainer_imports")
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    stored = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-started_at",)


class ImportedDetainer(SealedRow):
    """What a file or a vendor's system said of a record, as it was when the record was made: the
    same said again changes nothing, and what differs is a conflict.
    """

    detainer = models.OneToOneField(Detainer, on_delete=models.PROTECT, related_name="imported")
    batch = models.ForeignKey(
        DetainerImport, null=True, blank=True, on_delete=models.PROTECT, related_name="rows"
    )
    row = models.PositiveIntegerField(default=0)
    facts = SealedTextField()

    objects = BoundQuerySet["ImportedDetainer"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(batch__isnull=False) | models.Q(row=0),
                name="imported_detainer_row_of_batch",
            ),
        ]
