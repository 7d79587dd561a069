"""Blind indexes: equal for the same name however it is typed, useless without the agency's key."""

from __future__ import annotations

import pytest

from reports.sealing.actions import blind_index
from reports.sealing.providers.configured import key_provider

pytestmark = pytest.mark.django_db


def index(value: str, *, agency_code: str = "hartford", purpose: str = "family_name") -> str:
    return blind_index(agency_code=agency_code, purpose=purpose, value=value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuñez-Đặng", "NUÑEZ đặng"),
        ("Nuñez", "Nun\u0303ez"),
        ("O’Brien", "o'brien"),
        ("Straße", "STRASSE"),
        ("A 123 456 789", "a123456789"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert index(one) == index(other)


def test_names_agencies_and_purposes_stay_apart() -> None:
    found = {
        index("Diaz"),
        index("Dias"),
        index("Diaz", agency_code="new-haven"),
        index("Diaz", purpose="number"),
    }
    assert len(found) == 4
    assert all(len(value) == 64 for value in found)


def test_nothing_has_no_index() -> None:
    assert index("") == index(" - ") == ""


def test_rotation_leaves_indexes_alone() -> None:
    before = index("Diaz")
    key_provider().rotate_agency_key("hartford")
    assert index("Diaz") == before
