"""Taking in a spreadsheet of earlier half-years, keeping what it means, loading it, and forgetting
it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.imports.history.column_mapping import (
    ColumnMapping,
    Sheet,
    first_mapping,
    mapping_from,
    read_sheet,
    read_with,
)
from reports.imports.history.models import DAYS_KEPT, HistoryUpload
from reports.imports.history.read_file import ExistingLines, HistoryFile
from reports.sealing.actions import new_record_key, read_sealed_file, shred, store_sealed_file
from reports.submissions.actions.import_accepted import ImportResult, import_accepted
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import Source

MAY = Permission.ENTER_FOR_AGENCY


def existing_lines(*, on: date) -> ExistingLines:
    """What a history file is checked against."""
    certified = Submission.objects.accepted().exclude(source=Source.IMPORTED)
    return ExistingLines(
        codes=set(Agency.objects.values_list("code", flat=True)),
        today=on,
        configured_days={
            period.half_year: (period.starts_on, period.ends_on)
            for period in ReportingPeriod.objects.all()
        },
        certified=set(certified.values_list("agency__code", "period__half_year")),
    )


@verb
def store_upload(*, data: bytes, by: User, at: datetime, on: date) -> HistoryUpload:
    """Keep a spreadsheet; one of the same person that was never loaded is put away. Raises
    UnreadableSheet.
    """
    check_can(by, MAY, on=on)
    sheet = read_sheet(data)
    for waiting in _waiting().filter(uploaded_by=by):
        _forget(waiting, at=at)
    kept = HistoryUpload.objects.filter(header=list(sheet.header), loaded_at__isnull=False).first()
    meaning = first_mapping(sheet, mapping_from(kept.meaning) if kept else None)
    key = new_record_key(agency_code=OPM_CHAIN, at=at)
    kept_rows = {"numbers": sheet.numbers, "rows": sheet.rows}
    rows = json.dumps(kept_rows, separators=(",", ":"), ensure_ascii=False).encode()
    return HistoryUpload.objects.create(
        header=list(sheet.header),
        meaning=meaning.as_dict(),
        sha256=hashlib.sha256(data).hexdigest(),
        upload=store_sealed_file(record_key=key, data=rows, content_type="application/json", at=at),
        uploaded_at=at,
        uploaded_by=by,
    )


def upload_of(stored: HistoryUpload) -> Sheet:
    """The stored sheet as rows; none once it is loaded. Raises KeysUnavailable."""
    found = json.loads(read_sealed_file(stored.upload)) if stored.upload is not None else []
    if isinstance(found, list):  # kept by an earlier release, with the header in row 1
        found = {"numbers": (), "rows": found}
    rows = tuple(tuple(row) for row in found["rows"])
    return Sheet(tuple(stored.header), rows, tuple(found["numbers"]))


@verb
def save_mapping(
    *, stored: HistoryUpload, meaning: ColumnMapping, by: User, at: datetime, on: date
) -> None:
    """What the person said last."""
    check_can(by, MAY, on=on)
    stored.meaning = meaning.as_dict()
    stored.save(update_fields=["meaning"])


def check_upload(stored: HistoryUpload, *, on: date, sheet: Sheet | None = None) -> HistoryFile:
    """The sheet as it is understood now: groups to load, or every problem by row and column."""
    return read_with(
        sheet or upload_of(stored), mapping_from(stored.meaning), existing_lines(on=on)
    )


@verb
def load_upload(*, stored: HistoryUpload, by: User, at: datetime, on: date) -> ImportResult:
    """Bring the sheet in as accepted submissions marked imported; all of it or nothing. Its rows
    are then gone.
    """
    check_can(by, MAY, on=on)
    history = check_upload(stored, on=on)
    if history.problems or not history.groups:
        raise StateRefused(f"{len(history.problems)} values are wrong; nothing was loaded.")
    if not HistoryUpload.objects.filter(pk=stored.pk, loaded_at__isnull=True).update(
        loaded_at=at, upload=None
    ):
        raise StateRefused("This sheet has been loaded already.")
    result = import_accepted(groups=history.groups, at=at, file_sha256=stored.sha256)
    record(
        chain=OPM_CHAIN,
        event="history.sheet_loaded",
        actor=str(by.pk),
        at=at,
        detail={"sha256": stored.sha256, "pairs": len(history.groups)},
    )
    _destroy_rows(stored, at=at)
    return result


@verb(system=True)
def expire_uploads(*, at: datetime) -> int:
    """Forget what was uploaded and not loaded within its days. Safe to run twice; returns how many
    were forgotten.
    """
    old = list(
        _waiting()
        .filter(uploaded_at__lt=at - timedelta(days=DAYS_KEPT))
        .select_for_update(of=("self",))
    )
    for sheet in old:
        _forget(sheet, at=at)
    if old:
        record(
            chain=OPM_CHAIN,
            event="history.sheets_expired",
            actor="system:half-years",
            at=at,
            detail={"sheets": len(old)},
        )
    return len(old)


def _waiting() -> QuerySet[HistoryUpload]:
    """What was uploaded and not loaded."""
    return HistoryUpload.objects.filter(loaded_at__isnull=True).select_related("upload__record_key")


def _forget(sheet: HistoryUpload, *, at: datetime) -> None:
    _destroy_rows(sheet, at=at)
    sheet.delete()


def _destroy_rows(sheet: HistoryUpload, *, at: datetime) -> None:
    """The key first, so that no backup of the file can be read once the agency key is rotated."""
    upload, sheet.upload = sheet.upload, None
    if upload is not None:
        shred(record_key=upload.record_key, at=at)
        upload.delete()
