"""Sealed fields: opened for the row, field and agency they were sealed for, and for nothing
else.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from reports.sealing.actions import ensure_agency_key, new_record_key, shred
from reports.sealing.encryption import UnsealError
from reports.sealing.providers.configured import KeysUnavailable, make_key_provider
from reports.sealing.record_keys import Shredded
from tests.sealing.conftest import AT

NAME = "Nuñez-Đặng 阮"


def sealed_card(card: type[Any], agency_code: str = "hartford", **values: str) -> Any:
    row = card(
        record_key=new_record_key(agency_code=agency_code, at=AT), family_name=NAME, **values
    )
    row.save()
    return row


def again(card: type[Any], row: Any) -> Any:
    return card.objects.select_related("record_key").get(pk=row.pk)


def raw(column: str, row: Any) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM reports_card WHERE id = %s", [_db_id(row)])  # noqa: S608 - a column of the test
        return bytes(cursor.fetchone()[0])


def overwrite(column: str, row: Any, value: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE reports_card SET {column} = %s WHERE id = %s", [value, _db_id(row)])  # noqa: S608 - a column of the test


def _db_id(row: Any) -> Any:
    return row.pk if connection.features.has_native_uuid_field else row.pk.hex


def test_what_is_written_is_read_again(card: type[Any]) -> None:
    row = sealed_card(card, number="A123")
    found = again(card, row)
    assert (found.family_name, found.given_names, found.number) == (NAME, "", "A123")


def test_nothing_readable_reaches_the_table(card: type[Any]) -> None:
    canaries = [f"canary{uuid4().hex}" for _ in range(50)]
    rows = [sealed_card(card, given_names=word, number=word[::-1]) for word in canaries]
    stored = b"".join(raw(column, row) for row in rows for column in ("given_names", "number"))
    assert not [
        word for word in canaries if word.encode() in stored or word[::-1].encode() in stored
    ]
    assert raw("family_name", rows[0]) != raw("family_name", rows[1])


def test_empty_text_is_stored_empty(card: type[Any]) -> None:
    row = sealed_card(card)
    assert raw("number", row) == b""
    assert card.objects.filter(number="").count() == 1


def test_a_flip_at_any_byte_is_detected(card: type[Any]) -> None:
    row = sealed_card(card)
    whole = raw("family_name", row)
    for position in range(len(whole)):
        overwrite(
            "family_name",
            row,
            whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :],
        )
        with pytest.raises(UnsealError):
            _ = again(card, row).family_name
    for length in range(1, len(whole)):
        overwrite("family_name", row, whole[:length])
        with pytest.raises(UnsealError):
            _ = again(card, row).family_name


def test_a_flip_in_the_wrapped_key_is_detected(card: type[Any]) -> None:
    row = sealed_card(card)
    whole = bytes(row.record_key.wrapped_key)
    for position in range(len(whole)):
        found = again(card, row)
        found.record_key.wrapped_key = (
            whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :]
        )
        with pytest.raises(UnsealError):
            _ = found.family_name


def test_a_value_moved_to_another_row_or_field_does_not_open(card: type[Any]) -> None:
    key = new_record_key(agency_code="hartford", at=AT)
    first = card.objects.create(record_key=key, family_name="one", number="two")
    second = card.objects.create(record_key=key, family_name="three", number="four")
    overwrite("family_name", first, raw("family_name", second))
    overwrite("family_name", second, raw("number", second))
    for row in (first, second):
        with pytest.raises(UnsealError):
            _ = again(card, row).family_name


def test_a_row_does_not_open_under_another_key_or_agency(card: type[Any]) -> None:
    row, other = sealed_card(card), sealed_card(card, agency_code="new-haven")
    card.objects.filter(pk=row.pk).update(record_key=other.record_key)
    with pytest.raises(UnsealError):
        _ = again(card, row).family_name
    type(row.record_key).objects.filter(pk=other.record_key_id).update(agency_code="hartford")
    with pytest.raises(KeysUnavailable):
        _ = again(card, other).family_name


def test_an_agency_ring_put_in_place_of_another_opens_nothing(card: type[Any], keys: Path) -> None:
    row, other = sealed_card(card), sealed_card(card, agency_code="new-haven")
    shutil.copy2(keys / "agencies" / "new-haven.json", keys / "agencies" / "hartford.json")
    make_key_provider.cache_clear()
    with pytest.raises(KeysUnavailable):
        _ = again(card, row).family_name
    assert again(card, other).family_name == NAME


def test_without_the_key_ring_rows_load_but_names_do_not_open(
    card: type[Any], settings: Any
) -> None:
    row = sealed_card(card)
    settings.KEYS = "none"
    found = again(card, row)
    found.received_at = AT
    found.save()
    found.refresh_from_db()
    assert found.received_at == AT
    with pytest.raises(KeysUnavailable):
        _ = found.family_name
    with pytest.raises(KeysUnavailable):
        new_record_key(agency_code="hartford", at=AT)


def test_an_unread_value_is_saved_as_it_was(card: type[Any]) -> None:
    row = sealed_card(card)
    before = raw("family_name", row)
    found = again(card, row)
    found.save()
    assert raw("family_name", row) == before


def test_a_copied_row_must_be_read_first(card: type[Any]) -> None:
    found = again(card, sealed_card(card))
    found.pk = uuid4()
    found._state.adding = True
    with pytest.raises(TypeError, match="bound to its row"):
        found.save()


def test_deferred_fields_open_when_asked_for(card: type[Any]) -> None:
    row = sealed_card(card, number="A123")
    assert card.objects.defer("number").get(pk=row.pk).number == "A123"
    assert card.objects.only("received_at").get(pk=row.pk).family_name == NAME


def test_refreshing_shows_what_others_wrote(card: type[Any]) -> None:
    row = sealed_card(card, number="old")
    other = again(card, row)
    other.number = "new"
    other.save()
    row.refresh_from_db()
    assert row.number == "new"


def test_sealed_fields_cannot_be_searched_updated_or_dumped(card: type[Any]) -> None:
    row = sealed_card(card)
    with pytest.raises(TypeError, match="blind index"):
        card.objects.filter(family_name=NAME).exists()
    with pytest.raises(TypeError, match="save the row"):
        card.objects.update(family_name="plain")
    with pytest.raises(TypeError, match="save the row"):
        card.objects.bulk_update([row], ["family_name"])
    with pytest.raises(TypeError, match="not serialised"):
        card._meta.get_field("family_name").value_to_string(row)


def test_rows_made_in_bulk_open_one_by_one(card: type[Any]) -> None:
    key = new_record_key(agency_code="hartford", at=AT)
    card.objects.bulk_create([card(record_key=key, number=str(n)) for n in range(10)])
    assert {row.number for row in card.objects.select_related("record_key")} == {
        str(n) for n in range(10)
    }


def test_a_page_unwraps_each_key_once(card: type[Any], django_assert_num_queries: Any) -> None:
    for number in range(5):
        sealed_card(card, number=str(number))
    with django_assert_num_queries(1):
        assert sorted(row.number for row in card.objects.select_related("record_key")) == list(
            "01234"
        )


def test_a_shredded_record_can_never_be_read(card: type[Any]) -> None:
    row, kept = sealed_card(card), sealed_card(card)
    shred(record_key=row.record_key, at=AT)
    with pytest.raises(Shredded):
        _ = again(card, row).family_name
    assert again(card, kept).family_name == NAME
    assert again(card, row).record_key.shredded_at == AT


def test_a_lost_key_ring_is_not_replaced(card: type[Any], keys: Path) -> None:
    sealed_card(card)
    (keys / "agencies" / "hartford.json").unlink()
    make_key_provider.cache_clear()
    with pytest.raises(KeysUnavailable, match="missing"):
        ensure_agency_key("hartford")


def test_a_renamed_field_opens_under_the_name_it_was_bound_to(card: type[Any]) -> None:
    row = sealed_card(card, number="A123")
    field = card._meta.get_field("number")
    assert field.slot == "reports.card.number"
    assert field.deconstruct()[3] == {"blank": True}
    assert again(card, row).number == "A123"
