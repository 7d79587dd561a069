"""Rows that the audit log answers for: what an act changes of them is noted while it runs, with a
hash of each row as it stood before, and the act's entry binds what it left behind
(reports/audit/row_binding.py).

A change that does not come through a verb is noted nowhere, and verification finds it. The hash is
over the row as stored: sealed columns as their sealed bytes, so that no key is needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final, TypeVar
from uuid import UUID

from django.db import connections, models

from reports.core.verbs import act_notes

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

NEW = ""  # stands for the hash before, of a row that the act itself made
GONE = ""  # stands for the hash after, of a row that the act deleted
AT_ONCE = 500

Columns = tuple[str, ...]


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _utc_text(moment: datetime) -> str:
    """As both databases tell it, in UTC and always with six digits of the second."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


# A moment is a day too, and yes or no a number: the narrower kind comes first.
TEXTS: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (str, str),
    ((bytes, bytearray, memoryview), lambda value: bytes(value).hex()),
    (bool, lambda value: str(int(value))),
    (UUID, lambda value: value.hex),
    (datetime, _utc_text),
    (date, date.isoformat),
    ((dict, list), _json_text),
)


class BoundQuerySet(models.QuerySet[M_co]):
    """Notes what it changes, in whatever way it changes it."""

    def update(self, **values: Any) -> int:
        if not is_noted(self.model):
            return super().update(**values)
        keys = list(self.order_by().values_list("pk", flat=True))
        note_before(self.model, keys)
        if not keys:
            return 0
        # What began to match meanwhile is not locked and not noted: it is left alone.
        may_grow = connections[self.db].features.has_select_for_update
        found = self.filter(pk__in=keys) if may_grow else self
        return super(BoundQuerySet, found).update(**values)

    def bulk_create(self, objs: Iterable[M_co], *args: Any, **options: Any) -> list[M_co]:
        made = super().bulk_create(objs, *args, **options)
        if is_noted(self.model):
            note_new(self.model, [row.pk for row in made])
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        if is_noted(self.model):
            note_before(self.model, list(self.order_by().values_list("pk", flat=True)))
        return super().delete()


class BoundRow(models.Model):
    """A row of evidence; its manager is a BoundQuerySet's. `is_bound = False` takes a table out,
    where nothing rests on it.
    """

    is_bound = True
    # Columns that say nothing of what happened, such as the form of an index.
    unbound_columns: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        model, is_new = type(self), self._state.adding
        if is_noted(model) and not is_new:
            note_before(model, [self.pk])
        super().save(*args, **options)
        if is_noted(model) and is_new:
            note_new(model, [self.pk])

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        if is_noted(type(self)):
            note_before(type(self), [self.pk])
        return super().delete(*args, **options)


def is_noted(model: type[models.Model]) -> bool:
    """Whether an act runs that would have to answer for a change of such a row."""
    return bool(getattr(model, "is_bound", False)) and act_notes() is not None


def note_new(model: type[models.Model], keys: Sequence[Any]) -> None:
    notes = act_notes()
    if notes is not None:
        for key in keys:
            notes.setdefault((model, key), NEW)


def note_before(model: type[models.Model], keys: Sequence[Any]) -> None:
    """Keep how these rows stand, and keep others from changing them until the act ends."""
    notes = act_notes()
    if notes is None:
        return
    fresh = [key for key in keys if (model, key) not in notes]
    rows = everything(model).select_for_update()
    for key, digest in stored_hashes(rows, fresh, columns_of(model)):
        notes[model, key] = digest


def columns_of(model: type[models.Model]) -> Columns:
    """The columns a hash covers today, by name."""
    left_out = getattr(model, "unbound_columns", ())
    names = (str(field.column) for field in model._meta.concrete_fields)
    return tuple(sorted(name for name in names if name not in left_out))


def stored_hashes(
    rows: models.QuerySet[Any], keys: Sequence[Any], columns: Columns
) -> Iterator[tuple[Any, str]]:
    """Key and hash of each row that is there. Raises LookupError where a column is not there any
    more.
    """
    names = attributes_of(rows.model, columns)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        for key, *values in rows.filter(pk__in=some).values_list("pk", *names):
            yield key, row_hash(columns, values)


def everything(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows of a table: no manager of its own could leave some out."""
    return models.QuerySet(model)


def attributes_of(model: type[models.Model], columns: Columns) -> list[str]:
    known = {field.column: field.attname for field in model._meta.concrete_fields}
    missing = [column for column in columns if column not in known]
    if missing:
        raise LookupError(f"{model._meta.db_table} has no column {', '.join(missing)}")
    return [known[column] for column in columns]


def row_hash(columns: Columns, values: Sequence[Any]) -> str:
    """SHA-256 of the row as a JSON array of names and texts, nulls left out."""
    said = [
        [column, stored_text(value)]
        for column, value in zip(columns, values, strict=True)
        if value is not None
    ]
    return hashlib.sha256(_json_text(said).encode()).hexdigest()


def stored_text(value: Any) -> str:
    """A value of a column as the same text on every database."""
    for kind, as_text in TEXTS:
        if isinstance(value, kind):
            return as_text(value)
    return str(value)
