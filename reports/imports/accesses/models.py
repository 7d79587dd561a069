"""What a file said of an access that came in one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.core.bound_rows import BoundQuerySet
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow


class ImportedAccess(SealedRow):
    """What a file or a vendor's system said of an access, as it was when the record was made: the
    same said again changes nothing, and what differs is a conflict.
    """

    access = models.OneToOneField(Access, on_delete=models.PROTECT, related_name="imported")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=80, blank=True)
    batch = models.ForeignKey(
        "reports.TableImport",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accesses",
    )
    row = models.PositiveIntegerField(default=0)
    facts = SealedTextField()

    objects = BoundQuerySet["ImportedAccess"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "external_id"],
                condition=~Q(external_id=""),
                name="imported_access_external_id_once",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=False) | Q(row=0), name="imported_access_row_of_batch"
            ),
        ]
