"""Taking in a spreadsheet of earlier half-years, keeping what it means, and loading it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction

from reports.accounts.exceptions import StateRefused
from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.submissions.actions.importing import ImportResult, import_accepted
from reports.submissions.history_file import HistoryFile, Known
from reports.submissions.history_mapping import Meaning, Sheet, first_meaning, meaning_from, read_sheet, read_with
from reports.submissions.models import HistorySheet, Period


def known_now(*, on: date) -> Known:
    """What a history file is checked against."""
    days = {period.half_year: (period.starts_on, period.ends_on) for period in Period.objects.all()}
    return Known(codes=set(Agency.objects.values_list("code", flat=True)), today=on, configured_days=days)


@transaction.atomic
def take_sheet(*, data: bytes, by: User, at: datetime, on: date) -> HistorySheet:
    """Keep a spreadsheet; one of the same person that was never loaded is put away. Raises UnreadableSheet."""
    check_can(by, Permission.ENTER_FOR_AGENCY, on=on)
    sheet = read_sheet(data)
    HistorySheet.objects.filter(uploaded_by=by, loaded_at__isnull=True).delete()
    kept = HistorySheet.objects.filter(header=list(sheet.header), loaded_at__isnull=False).first()
    meaning = first_meaning(sheet, meaning_from(kept.meaning) if kept else None)
    return HistorySheet.objects.create(
        header=list(sheet.header), rows=[list(row) for row in sheet.rows], meaning=meaning.as_dict(),
        sha256=hashlib.sha256(data).hexdigest(), uploaded_at=at, uploaded_by=by,
    )  # fmt: skip


def sheet_of(stored: HistorySheet) -> Sheet:
    """The stored sheet as rows."""
    return Sheet(tuple(stored.header), tuple(tuple(row) for row in stored.rows))


def keep_meaning(*, stored: HistorySheet, meaning: Meaning, by: User, on: date) -> None:
    """What the person said last."""
    check_can(by, Permission.ENTER_FOR_AGENCY, on=on)
    stored.meaning = meaning.as_dict()
    stored.save(update_fields=["meaning"])


def check_sheet(stored: HistorySheet, *, on: date) -> HistoryFile:
    """The sheet as it is understood now: groups to load, or every problem by row and column."""
    return read_with(sheet_of(stored), meaning_from(stored.meaning), known_now(on=on))


@transaction.atomic
def load_sheet(*, stored: HistorySheet, by: User, at: datetime, on: date) -> ImportResult:
    """Bring the sheet in as accepted submissions marked imported; all of it or nothing."""
    check_can(by, Permission.ENTER_FOR_AGENCY, on=on)
    history = check_sheet(stored, on=on)
    if history.problems or not history.groups:
        raise StateRefused(f"{len(history.problems)} values are wrong; nothing was loaded.")
    if not HistorySheet.objects.filter(pk=stored.pk, loaded_at__isnull=True).update(loaded_at=at, rows=[]):
        raise StateRefused("This sheet has been loaded already.")
    result = import_accepted(groups=history.groups, at=at, file_sha256=stored.sha256)
    record(
        chain=OPM_CHAIN, event="history.sheet_loaded", actor=str(by.pk), at=at,
        detail={"sha256": stored.sha256, "pairs": len(history.groups)},
    )  # fmt: skip
    return result
