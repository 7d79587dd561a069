"""An entry answers for each row that its act changed: once, as it stood before and as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.audit import actions, row_binding
from reports.audit.models import AuditEntry, RowShape, RowVersion
from reports.audit.row_binding import changed_rows, keep_versions, last_entry, row_name, rows_hash
from reports.core.bound_rows import GONE, NEW, columns_of, everything, stored_hashes
from reports.core.verbs import verb
from reports.publication.models.editions import Threshold
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def legal() -> User:
    return person(Role.OPM_LEGAL)


def row(by: User, value: int = 5) -> Threshold:
    return Threshold(value=value, reason="As agreed.", set_at=NOON, set_by=by)


def changed(**values: object) -> Callable[[], object]:
    """A change of every row."""
    return lambda: Threshold.objects.update(**values)


@verb(system=True)
def versions_of(change: Callable[[], object], *, at: datetime) -> list[RowVersion]:
    """What an act would answer for; it is then bound by an entry."""
    change()
    found = changed_rows()
    assert changed_rows() == [], "each change is told once"
    entry = actions.record(chain="opm", event="test.done", actor="system:test", at=at)
    keep_versions(found, entry)
    return found


def digest(made: Threshold) -> str:
    found = stored_hashes(everything(Threshold), [made.pk], columns_of(Threshold))
    return dict(found).get(made.pk, GONE)


def test_outside_an_act_nothing_was_changed(legal):
    row(legal).save()
    assert changed_rows() == []
    assert last_entry() is None
    keep_versions([], AuditEntry())
    assert last_entry() is None


def test_a_row_that_is_made_changed_and_deleted_has_a_version_of_each_act(legal):
    made = row(legal)
    (first,) = versions_of(made.save, at=NOON)
    stood = digest(made)
    assert (first.version, first.before, first.after) == (1, NEW, stood)
    assert (first.table, first.row) == ("reports_threshold", made.pk.hex)
    (second,) = versions_of(changed(value=6), at=NOON)
    assert (second.version, second.before, second.after) == (2, stood, digest(made))
    assert second.after != stood
    (third,) = versions_of(Threshold.objects.all().delete, at=NOON)
    assert (third.version, third.before, third.after) == (3, second.after, GONE)


def test_a_row_older_than_any_entry_begins_as_it_stood(legal):
    made = row(legal)
    made.save()
    stood = digest(made)
    (first,) = versions_of(changed(value=6), at=NOON)
    assert (first.version, first.before) == (1, stood)


def test_what_is_put_back_within_the_act_has_no_version(legal):
    made = row(legal)
    made.save()

    def change_and_put_back() -> None:
        changed(value=6)()
        changed(value=5)()

    def make_and_delete() -> None:
        row(legal).save()
        Threshold.objects.exclude(pk=made.pk).delete()

    assert versions_of(change_and_put_back, at=NOON) == []
    assert versions_of(make_and_delete, at=NOON) == []
    assert versions_of(made.save, at=NOON) == [], "saved as it was"


def test_versions_stand_in_order_and_are_found_in_parts(legal, monkeypatch):
    monkeypatch.setattr(row_binding, "AT_ONCE", 2)
    rows = [row(legal, value) for value in range(2, 7)]
    versions_of(lambda: Threshold.objects.bulk_create(rows), at=NOON)
    found = versions_of(changed(value=9), at=NOON)
    assert [version.version for version in found] == [2] * 5
    assert [version.row for version in found] == sorted(one.pk.hex for one in rows)


def test_the_columns_are_kept_once_for_a_table(legal):
    (first,) = versions_of(row(legal).save, at=NOON)
    (second,) = versions_of(changed(value=6), at=NOON)
    assert first.shape_id == second.shape_id
    shape = RowShape.objects.get(table="reports_threshold")
    assert tuple(shape.columns.split(",")) == columns_of(Threshold)


def test_other_columns_have_a_shape_of_their_own(legal, monkeypatch):
    (first,) = versions_of(row(legal).save, at=NOON)
    monkeypatch.setattr(row_binding, "columns_of", lambda model: ("id", "value"))
    (second,) = versions_of(row(legal).save, at=NOON)
    assert second.shape_id != first.shape_id
    assert RowShape.objects.get(pk=second.shape_id).columns == "id,value"


def test_each_entry_of_an_act_answers_for_what_changed_since_the_one_before(legal):
    made = row(legal)

    @verb(system=True)
    def two_steps(*, at: datetime) -> list[AuditEntry | None]:
        found: list[AuditEntry | None] = [last_entry()]
        for step in (made.save, changed(value=6), lambda: None):
            step()
            actions.record(chain="opm", event="test.step", actor="system:test", at=at)
            found.append(last_entry())
        return found

    none, first, second, third = two_steps(at=NOON)
    assert none is None
    assert first is not None
    assert second is not None
    assert third is not None
    for entry, number in ((first, 1), (second, 2)):
        kept = RowVersion.objects.filter(entry=entry)
        assert [version.version for version in kept] == [number]
        assert rows_hash(list(kept)) == AuditEntry.objects.get(pk=entry.pk).rows_hash
    assert third.rows_hash is None, "an entry of nothing answers for nothing"
    assert last_entry() is None, "the act is over"


def test_the_hash_of_rows_covers_every_line_in_order():
    one = RowVersion(table="a", row="1", version=1, before="", after="x")
    two = RowVersion(table="b", row="1", version=2, before="x", after="")
    assert rows_hash([one, two]) == hashlib.sha256(b"a:1:1::x\nb:1:2:x:").hexdigest()
    assert rows_hash([two, one]) == rows_hash([one, two])
    assert rows_hash([one]) != rows_hash([one, two])
    assert rows_hash([]) == hashlib.sha256(b"").hexdigest()


def test_a_row_is_named_alike_on_every_database():
    assert row_name(UUID(int=10)) == "0" * 31 + "a"
    assert row_name(7) == "7"
    assert row_name("opm") == "opm"
