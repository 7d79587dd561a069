"""The audit log as a file: one line for each entry, with the hashes, so that anyone can recompute
it elsewhere.

It contains no name.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from reports.audit.entry_hash import detail_text, moment_text
from reports.audit.models import AuditEntry
from reports.core.csv_export import csv_lines
from reports.web.audit_log.event_titles import title_of

COLUMNS = (
    "seq",
    "at",
    "event",
    "title",
    "actor",
    "subject_type",
    "subject_id",
    "detail",
    "previous_hash",
    "entry_hash",
)


def entry_lines(rows: QuerySet[AuditEntry]) -> Iterator[str]:
    """Line after line; memory stays flat however long the chain."""
    return csv_lines(COLUMNS, map(_cells, rows.iterator(chunk_size=1000)))


def _cells(entry: AuditEntry) -> tuple[str | int, ...]:
    subject = str(entry.subject_id) if entry.subject_id else ""
    return (
        entry.seq,
        moment_text(entry.at),
        entry.event,
        title_of(entry.event),
        entry.actor,
        entry.subject_type,
        subject,
        detail_text(entry.detail),
        entry.previous_hash,
        entry.entry_hash,
    )
