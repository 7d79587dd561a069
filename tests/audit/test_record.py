"""Putting acts into the trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection, transaction

from reports.audit import actions
from reports.audit.actions import OPM_CHAIN
from reports.audit.entry_hash import (
    GENESIS,
    MalformedEntry,
    entry_hash,
    hash_text_after,
    hash_text_before,
)
from reports.audit.models import AuditEntry, ChainHead
from reports.audit.queries import entries_about, entries_of
from reports.audit.verification import verify
from reports.core.verbs import OutsideVerb
from tests.audit.conftest import AT, SUBJECT, write
from tests.support.acts import record

pytestmark = pytest.mark.django_db


def test_an_entry_is_kept_as_it_was_given() -> None:
    entry = record(
        chain="hartford",
        event="detainer.logged",
        actor="system:test",
        at=AT,
        subject_type="detainer",
        subject_id=SUBJECT,
        detail={"z": 1, "a": 'Đặng \x00 "quoted" \\', "yes": True, "nothing": None},
    )
    found = AuditEntry.objects.get(pk=entry.pk)
    assert (found.seq, found.at, found.subject_id) == (1, AT, SUBJECT)
    assert found.detail == {"z": 1, "a": 'Đặng \x00 "quoted" \\', "yes": True, "nothing": None}
    assert (found.previous_hash, found.entry_hash) == (GENESIS, entry.entry_hash)


def test_the_hash_is_the_one_that_anybody_can_recompute() -> None:
    write("hartford", 2)
    first, second = AuditEntry.objects.filter(chain="hartford")
    after = hash_text_after(
        entry_id=second.pk,
        at=second.at,
        event="detainer.read",
        actor="system:test",
        subject_type="detainer",
        subject_id=SUBJECT,
        detail='{"kind":"N1","late":false,"number":1,"who":null}',
    )
    assert second.entry_hash == entry_hash(
        first.entry_hash, f"{hash_text_before('hartford')}2{after}"
    )
    assert (
        ChainHead.objects.get(pk="hartford").seq,
        ChainHead.objects.get(pk="hartford").hash,
    ) == (
        2,
        second.entry_hash,
    )


def test_chains_are_numbered_apart() -> None:
    write("hartford", 3)
    write("new-haven", 2)
    assert record(chain=OPM_CHAIN, event="role.granted", actor="system:test", at=AT).seq == 1
    assert record(chain="hartford", event="role.granted", actor="system:test", at=AT).seq == 4
    assert [entry.seq for entry in entries_of("hartford")] == [4, 3, 2, 1]
    assert entries_about(SUBJECT).count() == 3


def test_moments_are_compared_in_utc() -> None:
    eastern = timezone(timedelta(hours=-5))
    for at in (
        datetime(2026, 1, 1, 7, 0, tzinfo=eastern),
        datetime(2026, 1, 1, 12, 0, 0, 5, tzinfo=UTC),
    ):
        record(chain="hartford", event="detainer.read", actor="system:test", at=at)
    assert not verify(connection).problems


@pytest.mark.parametrize(
    "change",
    [
        {"event": "logged"},
        {"event": "Detainer.logged"},
        {"actor": ""},
        {"actor": 'someone"'},
        {"chain": "a b"},
        {"subject_type": "a\nb"},
        {"detail": {"share": 0.5}},
        {"detail": {"long": "x" * 5000}},
        {"detail": {"list": ["a"]}},
    ],
)
def test_what_cannot_be_hashed_unambiguously_is_refused(change: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "chain": "hartford",
        "event": "detainer.read",
        "actor": "system:test",
        "at": AT,
    }
    with pytest.raises(MalformedEntry):
        record(**values | change)


def test_a_refusal_names_no_content() -> None:
    with pytest.raises(MalformedEntry) as refused:
        record(chain="hartford", event="detainer.read", actor="Maria Nunez", at=AT)
    assert "Nunez" not in str(refused.value)


def test_outside_a_verb_nothing_is_recorded() -> None:
    """Not even within a transaction, as every test has one."""
    with transaction.atomic(), pytest.raises(OutsideVerb, match=r"detainer\.read"):
        actions.record(chain="hartford", event="detainer.read", actor="system:test", at=AT)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_gap() -> None:
    write("hartford", 2)
    with transaction.atomic():
        record(chain="hartford", event="detainer.read", actor="system:test", at=AT)
        transaction.set_rollback(True)
    write("hartford", 1)
    assert [entry.seq for entry in AuditEntry.objects.filter(chain="hartford")] == [1, 2, 3]
    assert not verify(connection).problems
