"""What recomputing says of each thing that can be wrong with a row, its versions and its entries;
whatever stands in the tables, it ends with a report.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, models

from reports.accounts.roles import Role
from reports.audit import row_binding, row_verification
from reports.audit.models import AuditEntry, RowShape, RowVersion
from reports.audit.row_verification import bound_models, check_bound_rows
from reports.audit.triggers import remove_triggers
from reports.core.verbs import verb
from reports.publication.models.editions import Threshold
from tests.factories.people import person
from tests.support.acts import record

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TABLE = "reports_threshold"
VERSIONS = RowVersion.objects.filter(table=TABLE).order_by("version")


@verb(system=True)
def act(change: Callable[[], object], *, at: datetime) -> None:
    change()


def new(value: int = 2) -> Threshold:
    by = person(Role.OPM_LEGAL)
    return Threshold(value=value, reason="As agreed.", set_at=NOON, set_by=by)


@pytest.fixture
def row(db: None) -> Threshold:
    """A row that one act made and another changed; nothing guards what the log says of it."""
    made = new()
    act(made.save, at=NOON)
    act(lambda: Threshold.objects.update(value=3), at=NOON)
    remove_triggers(connection)
    return made


def by_hand(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Rows as somebody with the database reaches them."""
    return models.QuerySet(model)


def whys() -> list[str]:
    return [why for _, _, why in check_bound_rows().faults]


def of(row: Threshold, why: str) -> str:
    return f"the row {row.pk.hex} of {TABLE} {why}"


def test_every_table_of_evidence_is_looked_at_and_no_other():
    found = bound_models()
    assert found[TABLE] is Threshold
    assert {"reports_detainer", "reports_access", "reports_submissionline"} <= set(found)
    assert not {"reports_job", "reports_trailentry", "reports_rowversion"} & set(found)


def test_an_empty_database_is_whole():
    report = check_bound_rows()
    assert (report.faults, report.rows, report.unbound) == ([], 0, 0)


def test_rows_that_no_entry_answers_for_are_counted(row):
    before = check_bound_rows()
    assert (before.faults, before.unbound) == ([], 0)
    new(7).save()
    after = check_bound_rows()
    assert (after.faults, after.rows, after.unbound) == ([], before.rows, 1)


def test_a_row_that_was_changed_is_named_with_the_entry_that_answers_for_it(row):
    by_hand(Threshold).update(value=4)
    last = VERSIONS.all()[1].entry
    (fault,) = check_bound_rows().faults
    assert fault == (last.chain, last.seq, of(row, "was changed outside the program"))


def test_a_row_that_is_gone_is_named_and_not_counted(row):
    rows = check_bound_rows().rows
    by_hand(Threshold)._raw_delete("default")
    report = check_bound_rows()
    why = "is missing, and no entry says that it was disposed of"
    assert [text for _, _, text in report.faults] == [of(row, why)]
    assert report.rows == rows - 1


def test_a_row_that_an_act_disposed_of_is_whole_until_it_is_back(row):
    copy = Threshold.objects.get()
    act(row.delete, at=NOON)
    assert whys() == []
    by_hand(Threshold).bulk_create([copy])
    assert whys() == [of(copy, "is back after it was disposed of")]


def test_a_change_by_hand_is_found_after_the_program_changed_the_row_again(row):
    by_hand(Threshold).update(value=4)
    act(lambda: Threshold.objects.update(value=5), at=NOON)
    assert whys() == [of(row, "was changed outside the program before this act")]


@pytest.mark.parametrize("number", [1, 2])
def test_a_version_that_is_missing_is_found(row, number):
    act(lambda: Threshold.objects.update(value=5), at=NOON)
    removed = VERSIONS.get(version=number)
    entry = removed.entry
    by_hand(RowVersion).filter(pk=removed.pk)._raw_delete("default")
    assert whys() == [
        "the rows it answers for are not those it was made of",
        of(row, "lacks a version before this one"),
    ]
    assert check_bound_rows().faults[0][:2] == (entry.chain, entry.seq)


def test_of_a_row_the_first_place_that_does_not_follow_is_named(row):
    for value in (5, 6):
        by_hand(Threshold).update(value=4)
        act(lambda value=value: Threshold.objects.update(value=value), at=NOON)
    (fault,) = check_bound_rows().faults
    assert fault[1] == VERSIONS.get(version=3).entry.seq


def test_rows_put_to_an_entry_that_answers_for_none_are_found(row):
    idle = record(chain="opm", event="test.idle", actor="system:test", at=NOON)
    by_hand(RowVersion).filter(pk=VERSIONS.get(version=2).pk).update(entry=idle)
    faults = check_bound_rows().faults
    assert ("opm", idle.seq, "rows were put to it that it does not answer for") in faults


def test_a_version_of_a_table_that_is_gone_is_named(row):
    by_hand(RowVersion).filter(table=TABLE).update(table="reports_nothing")
    why = "cannot be recomputed: there is no such table any more"
    assert f"the row {row.pk.hex} of reports_nothing {why}" in whys()


def test_a_version_whose_row_has_no_possible_key_is_named_and_blames_no_other_row(row):
    made = new(7)
    act(made.save, at=NOON)
    by_hand(RowVersion).filter(table=TABLE, row=row.pk.hex).update(row="no key")
    found = whys()
    assert (
        f"the row no key of {TABLE} is missing, and no entry says that it was disposed of" in found
    )
    assert not any(made.pk.hex in why for why in found)


def test_a_column_that_is_gone_is_named(row):
    by_hand(RowShape).filter(table=TABLE).update(columns="height,id")
    assert whys() == [of(row, f"cannot be recomputed: {TABLE} has no column height")]


def test_a_row_is_compared_by_the_columns_it_was_hashed_with(monkeypatch):
    """A column that came later blames no row that was bound before."""
    made = new()
    with monkeypatch.context() as earlier:
        earlier.setattr(row_binding, "columns_of", lambda model: ("id", "value"))
        act(made.save, at=NOON)
    by_hand(Threshold).update(reason="Written in a column that came later.")
    assert whys() == []
    by_hand(Threshold).update(value=4)
    assert len(whys()) == 1


def test_rows_and_entries_are_taken_in_parts(row, monkeypatch):
    rows = [new(value) for value in range(2, 7)]
    act(lambda: Threshold.objects.bulk_create(rows), at=NOON)
    whole = check_bound_rows()
    monkeypatch.setattr(row_verification, "AT_ONCE", 2)
    assert check_bound_rows() == whole
    assert whole.faults == []
    by_hand(Threshold).update(value=9)
    assert len(whys()) == 6


def test_no_more_is_told_than_shows_what_happened(row, monkeypatch):
    act(lambda: Threshold.objects.bulk_create([new(value) for value in range(2, 7)]), at=NOON)
    rows = check_bound_rows().rows
    monkeypatch.setattr(row_verification, "MOST_FAULTS", 2)
    by_hand(Threshold).update(value=9)
    report = check_bound_rows()
    assert len(report.faults) == 2
    assert report.rows == rows, "all are counted nevertheless"


def test_an_entry_whose_hash_of_rows_was_changed_is_found(row):
    entry = VERSIONS.get(version=2).entry
    by_hand(AuditEntry).filter(pk=entry.pk).update(rows_hash="0" * 64)
    assert check_bound_rows().faults == [
        (entry.chain, entry.seq, "the rows it answers for are not those it was made of")
    ]
