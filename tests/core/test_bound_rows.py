"""What an act changes of evidence is noted as it stood before, in whatever way it is changed, and a
row has the same hash on every database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from reports.accounts.roles import Role
from reports.core import bound_rows
from reports.core.bound_rows import (
    NEW,
    BoundQuerySet,
    BoundRow,
    attributes_of,
    columns_of,
    everything,
    is_noted,
    row_hash,
    stored_hashes,
    stored_text,
)
from reports.core.verbs import act_notes, verb
from reports.detainers.models import Draft
from reports.outbox.models import Job
from reports.persons.models import Person
from reports.publication.models.editions import Threshold
from tests.factories.people import person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EASTERN = timezone(timedelta(hours=-5))


@pytest.fixture
def rows(db: None) -> list[Threshold]:
    """Three rows of evidence."""
    by = person(Role.OPM_LEGAL)
    return [
        Threshold.objects.create(value=value, reason="As agreed.", set_at=NOON, set_by=by)
        for value in (2, 3, 4)
    ]


def another(row: Threshold) -> Threshold:
    return Threshold(value=9, reason="Another.", set_at=NOON, set_by_id=row.set_by_id)


def hashes(*rows: Threshold) -> dict[Any, str]:
    """Rows as they stand, in the form of notes about them."""
    keys = [row.pk for row in rows]
    found = stored_hashes(everything(Threshold), keys, columns_of(Threshold))
    return {(Threshold, key): digest for key, digest in found}


@verb(system=True)
def noted_by(change: Callable[[], object], *, at: datetime) -> dict[Any, str]:
    """What the act had noted of rows when the change was done."""
    change()
    return {key: note for key, note in (act_notes() or {}).items() if isinstance(key, tuple)}


# What is noted -----------------------------------------------------------------------------------


def test_a_row_that_is_made_is_noted_as_new(rows):
    one, two, three = (another(rows[0]) for _ in range(3))

    def make() -> None:
        one.save()
        Threshold.objects.bulk_create([two, three])

    assert noted_by(make, at=NOON) == {(Threshold, row.pk): NEW for row in (one, two, three)}


CHANGES: dict[str, Callable[[Threshold], object]] = {
    "save": lambda row: row.save(),
    "update": lambda row: Threshold.objects.filter(pk=row.pk).update(value=7),
    "bulk update": lambda row: Threshold.objects.bulk_update([row], ["value"]),
    "update or create": lambda row: Threshold.objects.update_or_create({"value": 7}, pk=row.pk),
    "delete": lambda row: row.delete(),
    "delete of some": lambda row: Threshold.objects.filter(pk=row.pk).delete(),
}


@pytest.mark.parametrize("way", CHANGES)
def test_a_row_that_is_changed_is_noted_as_it_stood(rows, way):
    before = hashes(rows[0])
    rows[0].value = 7
    assert noted_by(lambda: CHANGES[way](rows[0]), at=NOON) == before
    assert hashes(rows[0]) != before, "it was changed"


def test_of_several_changes_the_state_before_the_first_is_kept(rows):
    before = hashes(rows[0])

    def change_twice() -> None:
        Threshold.objects.filter(pk=rows[0].pk).update(value=7)
        Threshold.objects.filter(pk=rows[0].pk).update(value=8)

    assert noted_by(change_twice, at=NOON) == before


def test_a_row_that_is_made_and_changed_stays_new(rows):
    fresh = another(rows[0])

    def make_and_change() -> None:
        fresh.save()
        fresh.value = 8
        fresh.save()

    assert noted_by(make_and_change, at=NOON) == {(Threshold, fresh.pk): NEW}


def test_an_update_notes_what_it_matches_also_where_it_changes_what_it_matches_by(rows):
    before = hashes(*rows[1:])
    found = noted_by(lambda: Threshold.objects.filter(value__gt=2).update(value=2), at=NOON)
    assert found == before
    assert Threshold.objects.filter(value=2).count() == 3


def test_an_update_that_matches_nothing_changes_nothing(rows):
    changed: list[int] = []
    nobody = Threshold.objects.filter(value=99)
    assert noted_by(lambda: changed.append(nobody.update(value=5)), at=NOON) == {}
    assert changed == [0]


def test_a_change_outside_an_act_is_noted_nowhere(rows):
    assert not is_noted(Threshold)
    assert Threshold.objects.filter(pk=rows[0].pk).update(value=7) == 1
    assert act_notes() is None


@pytest.mark.django_db
def test_only_evidence_is_noted():
    found: list[bool] = []
    noted_by(lambda: found.extend(map(is_noted, (Threshold, Draft, Job))), at=NOON)
    assert found == [True, False, False]


def test_every_sealed_table_is_evidence_unless_it_says_otherwise():
    left_out = {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, BoundRow) and not model.is_bound
    }
    assert left_out == {"Draft", "TableImport"}


def test_every_table_of_evidence_notes_what_is_changed_in_bulk():
    assert [
        model.__name__
        for model in apps.get_models()
        if getattr(model, "is_bound", False)
        and not isinstance(model._default_manager.all(), BoundQuerySet)
    ] == []


# What a hash covers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Nuñez", "Nuñez"),
        (b"\x00\xff", "00ff"),
        (bytearray(b"\x01"), "01"),
        (memoryview(b"\x02"), "02"),
        (True, "1"),
        (False, "0"),
        (12, "12"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "0" * 31 + "1"),
        (NOON, "2026-03-02 12:00:00.000000"),
        (datetime(2026, 3, 2, 7, tzinfo=EASTERN), "2026-03-02 12:00:00.000000"),
        (date(2026, 3, 2), "2026-03-02"),
        ({"b": 1, "a": "é"}, '{"a":"é","b":1}'),
        ([2, None], "[2,null]"),
    ],
)
def test_a_value_is_the_same_text_on_every_database(value, text):
    assert stored_text(value) == text


def test_a_row_is_hashed_as_json_of_names_and_texts():
    expected = hashlib.sha256('[["age","34"],["name","Đặng"]]'.encode()).hexdigest()
    assert row_hash(("age", "name"), (34, "Đặng")) == expected


def test_a_null_is_left_out_and_an_empty_text_is_not():
    assert row_hash(("a", "b"), ("x", None)) == row_hash(("a",), ("x",))
    assert row_hash(("a", "b"), ("x", "")) != row_hash(("a",), ("x",))


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        (("a", "b"), ("y", "x")),
        (("b", "a"), ("x", "y")),
        (("a", "b"), ('x"],["b","y', None)),
        (("a", "b"), ("xy", "")),
    ],
)
def test_values_that_change_places_change_the_hash(columns, values):
    assert row_hash(columns, values) != row_hash(("a", "b"), ("x", "y"))


def test_a_row_with_fewer_values_than_columns_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        row_hash(("a", "b"), ("x",))


def test_columns_stand_in_order_without_those_that_say_nothing():
    columns = columns_of(Person)
    assert list(columns) == sorted(columns)
    assert "index_form" not in columns
    assert "set_by_id" in columns_of(Threshold), "by the column's name, not the field's"


def test_a_column_that_is_gone_is_named():
    assert attributes_of(Threshold, ("value", "set_by_id")) == ["value", "set_by_id"]
    with pytest.raises(LookupError, match="reports_threshold has no column height, weight"):
        attributes_of(Threshold, ("height", "value", "weight"))


def test_rows_are_hashed_in_parts_and_those_that_are_gone_are_left_out(rows, monkeypatch):
    whole = hashes(*rows)
    assert len(set(whole.values())) == 3
    monkeypatch.setattr(bound_rows, "AT_ONCE", 2)
    assert hashes(another(rows[0]), *rows) == whole
    assert hashes() == {}
