"""Candidates for the same person are found by blind index, in one's own agency only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.detainers.queries import detainers_by_person
from reports.persons.matching import MOST_CANDIDATES, match_people, same_person_candidates
from reports.persons.values import PersonValues
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db
KNOWN = replace(make.person_values(), alien_number="A012345678")
BY_NAME = PersonValues(family_name=KNOWN.family_name, given_names=KNOWN.given_names)


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"family_name": "NUÑEZ-ĐẶNG"}, True),
        ({"family_name": " nuñez-đặng ", "given_names": "María  José"}, True),
        ({"family_name": "Nuñez-Đặng", "given_names": "María"}, False),
        ({"family_name": "Nunez-Dang"}, False),
        ({"alien_number": "A012345678"}, True),
        ({"alien_number": "A012345679"}, False),
        ({"date_of_birth": date(1991, 7, 14)}, True),
        ({"date_of_birth": date(1991, 7, 14), "alien_number": "A012345679"}, False),
        ({"given_names": "María José"}, False),
        ({}, False),
    ],
)
def test_everything_given_must_match(wanted, is_found):
    item = make.detainer(person=KNOWN)
    assert match_people(item.agency, **wanted) == ([item.person] if is_found else [])


def test_another_agencys_people_are_never_found():
    make.detainer(person=KNOWN)
    assert match_people(agency("avon"), family_name=KNOWN.family_name) == []
    assert same_person_candidates(agency("avon"), KNOWN) == []


def test_candidates_share_the_number_or_the_name_and_the_number_comes_first():
    named = make.detainer(person=BY_NAME).person
    other_name = replace(KNOWN, family_name="Else", given_names="Somebody")
    numbered = make.detainer(person=other_name).person
    place = named.agency
    assert same_person_candidates(place, KNOWN) == [numbered, named]
    assert same_person_candidates(place, BY_NAME) == [named]
    assert same_person_candidates(place, PersonValues(given_names="María José")) == []


def test_somebody_found_both_ways_is_one_candidate():
    item = make.detainer(person=KNOWN)
    assert same_person_candidates(item.agency, KNOWN) == [item.person]


def test_candidates_are_a_handful():
    place = make.detainer(person=BY_NAME).agency
    for _ in range(MOST_CANDIDATES):
        make.detainer(person=BY_NAME)
    assert len(same_person_candidates(place, BY_NAME)) == MOST_CANDIDATES


def test_the_detainers_of_people_come_latest_first(django_assert_num_queries):
    first = make.detainer(person=KNOWN)
    stranger = make.detainer(person=BY_NAME, agency=agency("avon")).person
    with django_assert_num_queries(1):
        found = detainers_by_person(first.agency, [first.person_id, stranger.pk])
    assert found == {first.person_id: [first], stranger.pk: []}
