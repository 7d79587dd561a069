"""Candidates for the same person are found in canonical form, in one's own agency only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.detainers.queries import detainers_by_person
from reports.persons.matching import (
    MOST_CANDIDATES,
    candidates_for,
    match_people,
    same_person_candidates,
)
from reports.persons.values import PersonValues
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db
KNOWN = replace(make.person_values(), alien_number="A012345678")
BY_NAME = PersonValues(family_name=KNOWN.family_name, given_names=KNOWN.given_names)


def people(found):
    return [one.person for one in found]


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"family_name": "NUÑEZ-ĐẶNG"}, True),
        ({"family_name": " nuñez-đặng ", "given_names": "María  José"}, True),
        ({"family_name": "Nuñez-Đặng", "given_names": "María"}, True),
        ({"family_name": "Nunez-Dang"}, True),
        ({"family_name": "NunezDang"}, True),
        ({"family_name": "Núñez", "given_names": "J."}, True),
        ({"family_name": "Núñez García", "given_names": "Jose"}, True),
        ({"family_name": "Nuñez", "given_names": "Pedro"}, False),
        ({"family_name": "Nu"}, False),
        ({"alien_number": "A012345678"}, True),
        ({"alien_number": "12 345 678"}, True),
        ({"alien_number": "A012345679"}, False),
        ({"date_of_birth": date(1991, 7, 14)}, True),
        ({"date_of_birth": date(1991, 7, 14), "alien_number": "A012345679"}, False),
        ({"given_names": "María José"}, False),
        ({}, False),
    ],
)
def test_everything_given_must_match_in_canonical_form(wanted, is_found):
    item = make.detainer(person=KNOWN)
    assert people(match_people(item.agency, **wanted)) == ([item.person] if is_found else [])


def test_another_agencys_people_are_never_found():
    make.detainer(person=KNOWN)
    assert match_people(agency("avon"), family_name=KNOWN.family_name) == []
    assert same_person_candidates(agency("avon"), KNOWN) == []


def test_exact_ones_come_before_near_ones():
    named = make.detainer(person=BY_NAME).person
    other_name = replace(KNOWN, family_name="Else", given_names="Somebody")
    numbered = make.detainer(person=other_name).person
    place = named.agency
    found = same_person_candidates(place, KNOWN)
    assert [(one.person, one.is_same) for one in found] == [(numbered, True), (named, False)]
    assert people(same_person_candidates(place, BY_NAME)) == [named]
    assert same_person_candidates(place, PersonValues(given_names="María José")) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Nunez"},
        {"family_name": "Dang", "given_names": "M", "date_of_birth": None},
        {"family_name": "Maria", "given_names": "Nunez", "date_of_birth": None},
        {"family_name": "Else", "given_names": "José"},
    ],
)
def test_near_ones_are_found_without_a_number(typed):
    item = make.detainer(person=KNOWN)
    found = same_person_candidates(item.agency, replace(KNOWN, alien_number="", **typed))
    assert [(one.person, one.is_same) for one in found] == [(item.person, False)]
    assert found[0].likeness.reasons


def test_somebody_found_both_ways_is_one_candidate():
    item = make.detainer(person=KNOWN)
    assert people(same_person_candidates(item.agency, KNOWN)) == [item.person]


def test_somebody_of_one_name_is_found_by_it():
    item = make.detainer(person=PersonValues(family_name="Suharto"))
    typed = PersonValues(family_name="Suharto", given_names="Budi")
    assert people(same_person_candidates(item.agency, typed)) == [item.person]


def test_a_frequent_name_does_not_hide_a_number():
    numbered = make.detainer(person=KNOWN).person
    for _ in range(MOST_CANDIDATES):
        make.detainer(person=BY_NAME)
    found = same_person_candidates(numbered.agency, KNOWN)
    assert len(found) == MOST_CANDIDATES
    assert found[0].person == numbered


def test_who_else_may_be_a_person_leaves_out_that_person():
    one, other = make.detainer(person=KNOWN).person, make.detainer(person=BY_NAME).person
    assert people(candidates_for(one)) == [other]


def test_the_detainers_of_people_come_latest_first(django_assert_num_queries):
    first = make.detainer(person=KNOWN)
    stranger = make.detainer(person=BY_NAME, agency=agency("avon")).person
    with django_assert_num_queries(1):
        found = detainers_by_person(first.agency, [first.person_id, stranger.pk])
    assert found == {first.person_id: [first], stranger.pk: []}
