"""Entries answer for rows: whatever is done to evidence in the database, verification finds it,
also where the chain itself was left alone.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from reports.access.models import Access
from reports.audit.models import AuditEntry, RowVersion
from reports.audit.row_verification import bound_models
from reports.audit.triggers import remove_triggers
from reports.audit.verification import verify
from reports.core.verbs import OutsideVerb, savepoint, verb
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.submissions.models import SubmissionLine
from tests.factories import detainers as make
from tests.submissions.helpers import accepted, an_agency
from tests.support.acts import record

pytestmark = pytest.mark.django_db
FEW = 18


class Undone(Exception):
    """Take the damage back."""


@pytest.fixture
def evidence(db: None) -> None:
    """A record from receipt to access, an accepted half-year; the guards have been dropped."""
    item = make.detainer()
    make.decided(make.reviewed(item))
    make.access(detainer=item)
    accepted(an_agency("avon"), lines=3)
    remove_triggers(connection)


def by_hand(model: type[models.Model]) -> models.QuerySet[Any]:
    """Rows as somebody with the database reaches them."""
    return models.QuerySet(model)


def faults() -> str:
    return "\n".join(map(str, verify(connection).problems))


def test_what_the_program_did_is_whole(evidence):
    report = verify(connection)
    assert not report.problems
    assert report.rows > 20


def test_a_decision_put_back_in_time_is_found(evidence):
    decision = Decision.objects.get()
    by_hand(Decision).update(decided_at=decision.decided_at - timedelta(days=3))
    assert decision.pk.hex in faults()


def test_a_certified_line_that_was_changed_is_found(evidence):
    line = SubmissionLine.objects.first()
    assert line is not None
    by_hand(SubmissionLine).filter(pk=line.pk).update(race="B" if line.race != "B" else "W")
    assert f"{line.pk.hex} of reports_submissionline was changed" in faults()


def test_a_sealed_column_that_was_changed_is_found_without_the_keys(evidence, settings):
    row = by_hand(Detainer).values_list("federal_officer", flat=True).get()
    by_hand(Detainer).update(federal_officer=bytes(row)[:-1] + b"\0")
    settings.KEYS = "none"
    assert Detainer.objects.get().pk.hex in faults()


def test_a_row_that_was_removed_is_found(evidence):
    by_hand(Access).filter(pk=Access.objects.values_list("pk", flat=True)[0])._raw_delete("default")
    assert "no entry says that it was disposed of" in faults()


def test_what_was_changed_before_the_program_changed_it_again_is_found(evidence):
    review = HeadReview.objects.get()
    by_hand(HeadReview).update(reviewed_at=review.reviewed_at - timedelta(hours=5))

    @verb(system=True)
    def go_on(*, at: datetime) -> None:
        HeadReview.objects.update(reviewed_at=at)

    go_on(at=make.NOW)
    assert "was changed outside the program before this act" in faults()


def test_a_version_put_back_with_its_hash_is_found(evidence):
    """Who also changes what the log says of the row changes what the entry's hash covers."""
    version = RowVersion.objects.filter(table="reports_decision").latest("version")
    by_hand(RowVersion).filter(pk=version.pk).update(after=version.after[::-1])
    chain = version.entry.chain
    assert f"chain {chain}, entry {version.entry.seq}: the rows it answers for" in faults()


def test_the_hash_of_rows_cannot_be_moved_into_another_part_of_the_entry(evidence):
    entry = AuditEntry.objects.exclude(rows_hash=None).first()
    assert entry is not None
    by_hand(AuditEntry).filter(pk=entry.pk).update(
        subject_type=f'{entry.subject_type}","{entry.rows_hash}', rows_hash=None
    )
    assert f"chain {entry.chain}, entry {entry.seq}:" in faults()


def test_an_act_that_takes_a_step_back_answers_for_what_stands():
    item = make.detainer()

    @verb(system=True)
    def act(*, at: datetime) -> None:
        try:
            with savepoint():
                Detainer.objects.filter(pk=item.pk).update(in_custody=not item.in_custody)
                raise Undone
        except Undone:
            pass

    act(at=make.NOW)
    assert not faults()


def test_rows_changed_without_an_entry_get_one_of_their_own():
    item = make.detainer()

    @verb(system=True)
    def act(*, at: datetime) -> None:
        Detainer.objects.filter(pk=item.pk).update(in_custody=not item.in_custody)

    act(at=make.NOW)
    assert AuditEntry.objects.filter(event="rows.bound").count() == 1
    assert not faults()


def test_an_act_that_is_not_told_when_cannot_change_evidence():
    item = make.detainer()

    @verb(system=True)
    def act() -> None:
        Detainer.objects.filter(pk=item.pk).update(in_custody=not item.in_custody)

    with pytest.raises(OutsideVerb, match="not told when"):
        act()


def test_what_is_deleted_by_an_act_is_explained():
    item = make.detainer()
    make.decided(make.reviewed(item))

    @verb(system=True)
    def dispose(*, at: datetime) -> None:
        from reports.detainers.models import DecisionLine

        DecisionLine.objects.all().delete()
        record(chain="hartford", event="detainer.disposed", actor="system:test", at=at)

    dispose(at=make.NOW)
    assert not faults()
    assert RowVersion.objects.filter(after="", table="reports_decisionline").exists()


def test_rows_older_than_entries_that_answer_are_counted_not_blamed():
    make.detainer()
    remove_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_rowversion")
    by_hand(AuditEntry).update(rows_hash=None)
    report = verify(connection)
    assert report.unbound > 0


# Tampering at random ----------------------------------------------------------------------------


def _other_bytes(value: Any, chance: random.Random) -> bytes:
    return bytes(value) + bytes([chance.randint(0, 255)])


# The narrower kind comes first: a moment is a day too, and yes or no a number.
OTHER: tuple[tuple[Any, Any], ...] = (
    (UUID, lambda value, chance: uuid4()),
    ((bytes, memoryview), _other_bytes),
    (datetime, lambda value, chance: value - timedelta(seconds=chance.randint(1, 10**6))),
    (date, lambda value, chance: value - timedelta(days=chance.randint(1, 400))),
    (bool, lambda value, chance: not value),
    (int, lambda value, chance: value + chance.randint(1, 9)),
    (str, lambda value, chance: f"{value[:-1]}{chance.choice('qxz')}"),
    ((dict, list), lambda value, chance: [value]),
)


def _changed(value: Any, chance: random.Random) -> Any:
    """Another value that the column could hold; None where none is known."""
    return next((other(value, chance) for kind, other in OTHER if isinstance(value, kind)), None)


def change_a_value(chance: random.Random) -> bool:
    version = chance.choice(list(RowVersion.objects.exclude(after="").order_by("pk")))
    model = bound_models()[version.table]
    row = by_hand(model).filter(pk=version.row)
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    field = chance.choice(fields)
    value = row.values_list(field.attname, flat=True).get()
    changed = _changed(value, chance)
    if changed is None or changed == value:
        return False
    row.update(**{field.name: changed})
    return True


def remove_a_row(chance: random.Random) -> bool:
    version = chance.choice(list(RowVersion.objects.exclude(after="").order_by("pk")))
    by_hand(bound_models()[version.table]).filter(pk=version.row)._raw_delete("default")
    return True


def remove_a_version(chance: random.Random) -> bool:
    version = chance.choice(list(RowVersion.objects.order_by("pk")))
    by_hand(RowVersion).filter(pk=version.pk)._raw_delete("default")
    return True


def change_a_version(chance: random.Random) -> bool:
    version = chance.choice(list(RowVersion.objects.order_by("pk")))
    by_hand(RowVersion).filter(pk=version.pk).update(after=f"{chance.getrandbits(256):064x}")
    return True


def change_an_entry(chance: random.Random) -> bool:
    entry = chance.choice(list(AuditEntry.objects.order_by("chain", "seq")))
    changes: list[dict[str, Any]] = [
        {"at": entry.at - timedelta(hours=1)},
        {"rows_hash": f"{chance.getrandbits(256):064x}"},
        {"actor": "system:nobody"},
    ]
    by_hand(AuditEntry).filter(pk=entry.pk).update(**chance.choice(changes))
    return True


TAMPERINGS = (
    *(change_a_value,) * 5,
    remove_a_row,
    remove_a_version,
    change_a_version,
    change_an_entry,
)


def tamper(count: int, seed: int) -> list[str]:
    """Names of the tamperings that were missed."""
    chance = random.Random(seed)
    missed, done = [], 0
    while done < count:
        damage = TAMPERINGS[done % len(TAMPERINGS)]
        try:
            with transaction.atomic():
                if not damage(chance):
                    continue
                if not verify(connection).problems:
                    missed.append(damage.__name__)
                done += 1
                raise Undone
        except (Undone, IntegrityError):  # the database itself may refuse
            continue
    return missed


def test_tamperings_of_chain_and_rows_are_found(evidence):
    assert tamper(FEW, seed=20260301) == []
    assert not faults()


@pytest.mark.long
@pytest.mark.soak("tamperings", sample=100, whole=500)
def test_every_tampering_of_chain_and_rows_is_found(evidence, soak):
    missed = tamper(soak.size, seed=soak.seed)
    soak.note(tamperings_found=f"{soak.size - len(missed)} of {soak.size} of chain and rows")
    assert missed == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE reports_rowversion SET version = version + 1", "DELETE FROM reports_rowversion"],
)
def test_the_database_itself_keeps_the_versions(statement):
    make.detainer()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
