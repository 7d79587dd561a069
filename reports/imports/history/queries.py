"""Reading the spreadsheets of earlier half-years that wait to be loaded."""

from __future__ import annotations

from uuid import UUID

from reports.core.refusals import NotFound
from reports.imports.history.models import HistoryUpload


def get_waiting_upload(upload_id: UUID) -> HistoryUpload:
    """A spreadsheet that is not loaded yet, with its sealed file. Raises NotFound."""
    rows = HistoryUpload.objects.filter(loaded_at__isnull=True)
    found = rows.select_related("upload__record_key").filter(pk=upload_id).first()
    if found is None:
        raise NotFound(str(upload_id))
    return found
