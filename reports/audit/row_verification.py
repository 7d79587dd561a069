"""Recomputing the rows that the audit log answers for: each must stand as the last entry about it
says, and each version must follow from the one before.

What is found: a row changed or removed by hand, whether or not the program changed it again since;
a version changed, removed or added; an entry whose rows are not those it was written with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from reports.audit.models import AuditEntry, RowShape, RowVersion
from reports.audit.row_binding import row_name, rows_hash
from reports.core.bound_rows import GONE, everything, stored_hashes

AT_ONCE: Final = 500
MOST_FAULTS: Final = 100  # enough to see what happened

MISSING: Final = "lacks a version before this one"

Fault = tuple[str, int, str]


@dataclass
class RowReport:
    """What was recomputed. `unbound` rows were written before entries answered for rows."""

    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    unbound: int = 0


def bound_models() -> dict[str, type[models.Model]]:
    """Every table of evidence, by name."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if getattr(model, "is_bound", False)
    }


def check_bound_rows() -> RowReport:
    """Compare every row with what the entries say. Memory stays flat."""
    report = RowReport()
    for fault in (*_wrong_entries(), *_wrong_rows(report)):
        if len(report.faults) < MOST_FAULTS:
            report.faults.append(fault)
    standing = sum(model._default_manager.count() for model in bound_models().values())
    report.unbound = max(0, standing - report.rows)
    return report


def _wrong_entries() -> Iterator[Fault]:
    """Entries whose versions of rows are not those that their hash covers."""
    stray = RowVersion.objects.filter(entry__rows_hash=None).order_by("entry__chain", "entry__seq")
    for chain, seq in stray.values_list("entry__chain", "entry__seq").distinct()[:MOST_FAULTS]:
        yield chain, seq, "rows were put to it that it does not answer for"
    answering = AuditEntry.objects.exclude(rows_hash=None).order_by("chain", "seq")
    for entries in _in_parts(answering.iterator(chunk_size=AT_ONCE)):
        versions: dict[UUID, list[RowVersion]] = defaultdict(list)
        for version in RowVersion.objects.filter(entry__in=[entry.pk for entry in entries]):
            versions[version.entry_id].append(version)
        for entry in entries:
            if rows_hash(versions[entry.pk]) != entry.rows_hash:
                yield entry.chain, entry.seq, "the rows it answers for are not those it was made of"


def _wrong_rows(report: RowReport) -> Iterator[Fault]:
    """Rows that do not stand as their last entry says. Counts those that are there."""
    versions = RowVersion.objects.select_related("entry").order_by("table", "row", "version")
    lasts: list[RowVersion] = []
    for _, group in groupby(
        versions.iterator(chunk_size=AT_ONCE), key=lambda version: (version.table, version.row)
    ):
        last, fault = _followed(group)
        if fault:
            yield fault
        lasts.append(last)
        if len(lasts) == AT_ONCE:
            yield from _compare(lasts, report)
            lasts = []
    yield from _compare(lasts, report)


def _followed(group: Iterator[RowVersion]) -> tuple[RowVersion, Fault | None]:
    """The last version of a row, and the first place where one does not follow from another."""
    last = next(group)
    fault = None if last.version == 1 else _fault(last, MISSING)
    for version in group:
        if fault is None and version.version != last.version + 1:
            fault = _fault(version, MISSING)
        elif fault is None and version.before != last.after:
            fault = _fault(version, "was changed outside the program before this act")
        last = version
    return last, fault


def _compare(lasts: Sequence[RowVersion], report: RowReport) -> Iterator[Fault]:
    known = bound_models()
    parts: dict[tuple[str, UUID], list[RowVersion]] = defaultdict(list)
    for last in lasts:
        parts[last.table, last.shape_id].append(last)
    for (table, shape), some in parts.items():
        model = known.get(table)
        columns = tuple(RowShape.objects.get(pk=shape).columns.split(","))
        try:
            now = _now(model, some, columns)
        except (LookupError, ValueError) as wrong:
            yield from (_fault(last, f"cannot be recomputed: {wrong}") for last in some)
            continue
        report.rows += len(now)
        for last in some:
            stands = now.get(last.row, GONE)
            if stands != last.after:
                yield _fault(last, _why(stands, last.after))


def _now(
    model: type[models.Model] | None, some: Sequence[RowVersion], columns: tuple[str, ...]
) -> dict[str, str]:
    if model is None:
        raise LookupError("there is no such table any more")
    keys = list(_keys(model, some))
    return {row_name(pk): digest for pk, digest in stored_hashes(everything(model), keys, columns)}


def _keys(model: type[models.Model], some: Sequence[RowVersion]) -> Iterator[Any]:
    """Keys of the rows; a name that can be no key is of no row, which is then missing."""
    for last in some:
        with suppress(ValidationError):
            yield model._meta.pk.to_python(last.row)


def _why(stands: str, said: str) -> str:
    if stands == GONE:
        return "is missing, and no entry says that it was disposed of"
    return "was changed outside the program" if said != GONE else "is back after it was disposed of"


def _fault(version: RowVersion, why: str) -> Fault:
    entry = version.entry
    return entry.chain, entry.seq, f"the row {version.row} of {version.table} {why}"


def _in_parts(entries: Iterator[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for entry in entries:
        part.append(entry)
        if len(part) == AT_ONCE:
            yield part
            part = []
    yield part
