"""What somebody is found by, and that it gives nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.persons.index import given_keys, keys_of, number_keys
from reports.persons.models import PersonIndex
from reports.persons.values import PersonValues
from tests.factories import detainers as make
from tests.factories.people import agency

MARIA = PersonValues(
    family_name="De La Cruz-Nuñez",
    given_names="María J.",
    date_of_birth=date(1991, 7, 14),
    alien_number="A12345678",
)


def test_every_part_is_a_key_of_its_own():
    assert keys_of(MARIA) == {
        "number|012345678",
        "birth|1991-07-14",
        "family|cruz",
        "family|nunez",
        "family|delacruznunez",
        "given|maria",
        "given|j",
        "initial|m",
    }


def test_a_number_that_cannot_be_read_finds_nobody():
    assert number_keys("A7") == set()
    assert keys_of(PersonValues(alien_number="A7")) == set()


def test_somebody_without_given_names_is_kept_as_such():
    assert keys_of(replace(MARIA, given_names="")) & {"given|"} == {"given|"}


def test_an_initial_finds_the_name_and_the_name_the_initial():
    assert given_keys("J.") & keys_of(replace(MARIA, given_names="José")) == {"initial|j"}
    assert given_keys("José") & keys_of(replace(MARIA, given_names="J.")) == {"given|j"}


@pytest.mark.django_db
def test_the_indexes_hold_no_value():
    make.detainer(person=make.person_values(alien_number="A012345678"))
    kept = list(PersonIndex.objects.values_list("digest", flat=True))
    assert {len(digest) for digest in kept} == {64}
    assert "012345678" not in "".join(kept)


@pytest.mark.django_db
def test_two_agencies_hash_one_person_differently():
    for place in (agency(), agency("avon")):
        make.detainer(agency=place)
    digests = list(PersonIndex.objects.values_list("digest", flat=True))
    assert len(digests) == len(set(digests))
