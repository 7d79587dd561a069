"""Background work: a federal file is counted once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.outbox.registry import job_handler
from reports.reconciliation.actions import COUNT_KIND, count_federal_file
from reports.reconciliation.models import FederalFile


@job_handler(COUNT_KIND, lease=timedelta(minutes=30), max_attempts=3)
def count(object_id: UUID, _version: int) -> None:
    """Count a file that was loaded."""
    count_federal_file(
        file=FederalFile.objects.select_related("upload__record_key").get(pk=object_id),
        at=clock.now(),
    )
