"""Which roles wait for a second person, and who that can be."""

from __future__ import annotations

import pytest

from reports.accounts.models import User
from reports.accounts.roles import ROLES, Role
from reports.accounts.second_person import (
    may_confirm,
    people_who_confirm,
    waits_for_second_person,
    works_at,
)
from tests.factories.people import agency, person
from tests.grants.conftest import AT, known

pytestmark = pytest.mark.django_db
ON = AT.date()


def waits(role, place, by):
    return waits_for_second_person(role=role, agency=place, by=by, on=ON)


def test_what_crosses_the_border_waits_and_what_stays_within_does_not():
    hartford, opm, admin = agency(), person(Role.OPM_ADMIN), person(Role.AGENCY_ADMIN)
    assert waits(Role.AGENCY_ADMIN, hartford, opm)
    assert not waits(Role.AGENCY_ADMIN, hartford, admin)
    assert waits(Role.AGENCY_ADMIN, agency("bristol"), admin)


def test_at_opm_the_roles_that_could_let_all_others_in_wait():
    opm = person(Role.OPM_ADMIN)
    waiting = {role for role in Role if not ROLES[role].at_agency and waits(role, None, opm)}
    assert waiting == {Role.OPM_ADMIN, Role.OPM_PUBLISHER, Role.DISCLOSURE_CHECKER}


def test_only_who_can_sign_in_is_counted():
    hartford, head = agency(), known(Role.AGENCY_HEAD)
    person(Role.AGENCY_ADMIN)  # invited, never signed in
    known(Role.CLERK)
    assert list(people_who_confirm(hartford, on=ON)) == [head]
    User.objects.filter(pk=head.pk).update(deactivated_at=AT)
    assert not people_who_confirm(hartford, on=ON).exists()
    assert not people_who_confirm(None, on=ON).exists()


def test_a_place_is_ones_own():
    head, hartford, bristol = known(Role.AGENCY_HEAD), agency(), agency("bristol")
    assert may_confirm(head, hartford, on=ON)
    assert not may_confirm(head, bristol, on=ON)
    assert not may_confirm(head, None, on=ON)
    assert works_at(head, hartford, on=ON)
    assert not works_at(head, None, on=ON)
