"""Rotation: every record key wrapped anew, whenever it is ended and begun again."""

from __future__ import annotations

from typing import Any

import pytest

from reports.sealing import rotation
from reports.sealing.actions import new_record_key, new_record_keys, shred
from reports.sealing.models import RecordKey
from reports.sealing.providers.configured import key_provider
from reports.sealing.record_keys import record_cipher
from tests.sealing.conftest import AT

pytestmark = pytest.mark.django_db


class Ended(BaseException):
    """The process was ended here."""


def made(count: int = 25) -> None:
    new_record_keys(agency_code="hartford", count=count, at=AT)
    new_record_key(agency_code="new-haven", at=AT)


def used_key_ids(agency_code: str = "hartford") -> set[str]:
    return set(RecordKey.objects.filter(agency_code=agency_code).values_list("key_id", flat=True))


def test_all_records_of_one_agency_get_the_new_key() -> None:
    made()
    other = used_key_ids("new-haven")
    done = rotation.rotate("hartford")
    assert (done.rewrapped, done.resumed, used_key_ids()) == (25, False, {done.key_id})
    assert used_key_ids("new-haven") == other
    assert all(record_cipher(key) for key in RecordKey.objects.all())


def test_a_rotation_that_was_ended_is_finished_with_the_same_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made()
    monkeypatch.setattr(rotation, "BATCH", 4)
    reached: list[str] = []

    def end_in_the_third_batch(name: str) -> None:
        reached.append(name)
        if reached.count("batch_done") == 3:
            raise Ended

    monkeypatch.setattr(rotation, "reach", end_in_the_third_batch)
    with pytest.raises(Ended):
        rotation.rotate("hartford")
    assert len(used_key_ids()) == 2
    assert all(record_cipher(key) for key in RecordKey.objects.all())
    monkeypatch.setattr(rotation, "reach", lambda name: None)
    done = rotation.rotate("hartford")
    assert (done.rewrapped, done.resumed, used_key_ids()) == (13, True, {done.key_id})
    assert all(record_cipher(key) for key in RecordKey.objects.all())


def test_old_keys_are_destroyed_only_when_nothing_needs_them() -> None:
    made()
    before = key_provider().key_ids("hartford")
    key_provider().rotate_agency_key("hartford")
    assert rotation.destroy_old_keys("hartford") == []
    rotation.rotate("hartford")
    assert rotation.destroy_old_keys("hartford") == before
    assert all(record_cipher(key) for key in RecordKey.objects.all())


def test_shredded_records_are_passed_over() -> None:
    made()
    row = RecordKey.objects.filter(agency_code="hartford")[0]
    shred(record_key=row, at=AT)
    assert rotation.rotate("hartford").rewrapped == 24


def test_keys_in_use_by_a_running_process_still_open(settings: Any) -> None:
    made(1)
    held = RecordKey.objects.get(agency_code="hartford")
    rotation.rotate("hartford")
    record_cipher(held)
    assert held.opened is not None
