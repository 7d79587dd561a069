"""A file of records on its way in: how it is read, what its columns mean, and what became of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from reports.accounts.models import Agency
from reports.imports.detainers.models import DetainerImport
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedFile, SealedRow

DAYS_KEPT = 7


class ImportState(StrEnum):
    """Where an import stands, told from its moments."""

    NEW = "new"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    CANCELED = "canceled"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportMode(models.TextChoices):
    """What is stored of a file of which some rows are wrong."""

    ALL = "all", "All rows, or nothing if any is wrong"
    GOOD = "good", "The good rows; the others come back with what is wrong"


class RecordKind(models.TextChoices):
    """What the rows of a file are."""

    DETAINERS = "detainers", "Detainers"
    ACCESSES = "accesses", "ICE accesses"


class TableImport(SealedRow):
    """One file that somebody brought. Its bytes and what was found wrong lie sealed under a key of
    their own until seven days after it came; then only the counts, the headings and what they
    were said to mean stay.

    Rows are stored one by one, each in an act of its own, so that work that was cut short goes on
    behind the last row that was noted, and a row that was stored is found and not stored again.
    """

    is_bound = False  # the records that came in are evidence, and are bound; this is their way in

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="table_imports")
    kind = models.CharField(max_length=10, choices=RecordKind.choices)
    sha256 = models.CharField(max_length=64)
    upload = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    is_by_interface = models.BooleanField(default=False, help_text="It came through the API.")
    reading = models.JSONField(
        default=dict, help_text="What was said of sheet, header row, encoding and delimiter."
    )
    found = SealedTextField(help_text="How the file was read: sheets, header row, rows.")
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict, help_text="Which of its columns holds each of ours.")
    are_columns_chosen = models.BooleanField(default=False)
    hidden_rows = models.CharField(max_length=5, blank=True)
    day_order = models.CharField(max_length=3, blank=True)

    mode = models.CharField(max_length=4, choices=ImportMode.choices, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Counts what workers were asked.")
    check_requested_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    run_requested_at = models.DateTimeField(null=True, blank=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    canceled_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=300, blank=True)
    undo_requested_at = models.DateTimeField(null=True, blank=True)
    undo_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    batch = models.OneToOneField(
        DetainerImport, null=True, blank=True, on_delete=models.PROTECT, related_name="table"
    )

    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    last_row = models.PositiveIntegerField(default=0, help_text="The last row that was noted.")
    stored = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(
        default=0,
        help_text="Records that could not be taken back, because something rests on them.",
    )
    results = models.ForeignKey(
        SealedFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-uploaded_at",)
        indexes: ClassVar = [
            models.Index(fields=["agency", "-uploaded_at"], name="table_import_by_day")
        ]

    @property
    def state(self) -> ImportState:
        """Where it stands: the latest of its moments."""
        told = (
            (self.undone_at, ImportState.UNDONE),
            (self.undo_requested_at, ImportState.UNDOING),
            (self.failed_because, ImportState.FAILED),
            (self.canceled_at, ImportState.CANCELED),
            (self.finished_at, ImportState.DONE),
            (self.run_requested_at, ImportState.RUNNING),
            (self.checked_at, ImportState.CHECKED),
            (self.check_requested_at, ImportState.CHECKING),
        )
        return next((state for moment, state in told if moment), ImportState.NEW)

    @property
    def is_moving(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self.state in {ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING}

    @property
    def kept_until(self) -> date:
        """The last day on which its bytes are kept."""
        return (self.uploaded_at + timedelta(days=DAYS_KEPT)).date()

    @property
    def found_in_file(self) -> dict[str, Any]:
        """How it was read; needs the key ring, and nothing once the bytes are gone."""
        if self.upload_id is None:
            return {}
        found: dict[str, Any] = json.loads(self.found)
        return found
