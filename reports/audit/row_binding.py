"""Binding rows to the entry of the act that changed them: the entry's hash covers a hash of each
row as it stood before the act and as it stands after it.

So a row that is changed by hand differs from what the last entry about it says, and one that is
changed by hand before the program changes it again does not follow from the version before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import models
from django.db.models import Max

from reports.audit.models import AuditEntry, RowShape, RowVersion
from reports.core.bound_rows import GONE, NEW, columns_of, everything, stored_hashes
from reports.core.verbs import act_notes

AT_ONCE: Final = 500
LAST_ENTRY: Final = "last entry"

Model = type[models.Model]


def last_entry() -> AuditEntry | None:
    """The entry that the running act wrote last."""
    found: AuditEntry | None = (act_notes() or {}).get(LAST_ENTRY)
    return found


def changed_rows() -> list[RowVersion]:
    """A version of each row that the act changed since its last entry, and forget that it did."""
    notes = act_notes()
    if notes is None:
        return []
    by_model: dict[Model, dict[Any, str]] = defaultdict(dict)
    for key in [key for key in notes if isinstance(key, tuple)]:
        by_model[key[0]][key[1]] = notes.pop(key)
    found: list[RowVersion] = []
    for model, before in by_model.items():
        found += _versions(model, before)
    return sorted(found, key=lambda version: version.line)


def rows_hash(versions: Sequence[RowVersion]) -> str:
    """SHA-256 over the versions, a line each, in order of the lines."""
    lines = "\n".join(sorted(version.line for version in versions))
    return hashlib.sha256(lines.encode()).hexdigest()


def keep_versions(versions: Sequence[RowVersion], entry: AuditEntry) -> None:
    notes = act_notes()
    if notes is not None:
        notes[LAST_ENTRY] = entry
    for version in versions:
        version.entry = entry
    if versions:
        shapes = {version.shape_id: version.shape for version in versions}
        RowShape.objects.bulk_create(shapes.values(), ignore_conflicts=True)
        RowVersion.objects.bulk_create(versions, batch_size=AT_ONCE)


def row_name(key: Any) -> str:
    return key.hex if isinstance(key, UUID) else str(key)


def _versions(model: Model, before: Mapping[Any, str]) -> list[RowVersion]:
    columns, table = columns_of(model), model._meta.db_table
    after = dict(stored_hashes(everything(model), list(before), columns))
    changed = {
        key: (was, after.get(key, GONE))
        for key, was in before.items()
        if was != after.get(key, GONE)  # neither undone, nor made and undone
    }
    earlier = _last_versions(table, [key for key, (was, _) in changed.items() if was != NEW])
    shape = RowShape(pk=_shape_id(table, ",".join(columns)), table=table, columns=",".join(columns))
    return [
        RowVersion(
            shape=shape,
            table=table,
            row=row_name(key),
            version=earlier.get(row_name(key), 0) + 1,
            before=was,
            after=now,
        )
        for key, (was, now) in changed.items()
    ]


def _last_versions(table: str, keys: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    names = [row_name(key) for key in keys]
    for start in range(0, len(names), AT_ONCE):
        rows = RowVersion.objects.filter(table=table, row__in=names[start : start + AT_ONCE])
        last = rows.order_by().values("row").annotate(last=Max("version"))
        found |= {str(one["row"]): int(one["last"]) for one in last}
    return found


def _shape_id(table: str, columns: str) -> UUID:
    """The same for the same columns, in every process."""
    return uuid5(NAMESPACE_OID, f"{table}:{columns}")
