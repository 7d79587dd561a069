"""Whom and which roles one may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts import queries
from reports.accounts.actions.people import name_delegate
from reports.accounts.models import Membership, User
from reports.accounts.roles import Permission, Role
from reports.core.clock import now, today
from reports.core.refusals import NotFound
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def test_a_role_is_found_by_who_manages_the_members_there():
    clerk = person(Role.CLERK)
    held = Membership.objects.get(user=clerk)
    admin = person(Role.AGENCY_ADMIN, email="admin@example.org")
    assert queries.get_membership(admin, held.pk, on=today()) == held
    elsewhere = person(Role.AGENCY_ADMIN, at_agency=agency("bristol"), email="b@example.org")
    for stranger in (clerk, elsewhere):
        with pytest.raises(NotFound):
            queries.get_membership(stranger, held.pk, on=today())


def test_colleagues_are_everybody_but_oneself():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    found = queries.colleagues_with(clerk, Permission.VIEW_DETAINERS, agency(), on=today())
    assert list(found) == [head]


def test_the_delegate_of_the_day():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    last = today() + timedelta(days=3)
    name_delegate(agency=agency(), delegate=clerk, until=last, by=head, at=now(), on=today())
    assert queries.delegates_of(agency(), on=today()) == [clerk]
    assert queries.delegates_of(agency(), on=last + timedelta(days=1)) == []
    newest = queries.newest_delegation(agency(), on=today())
    assert newest is not None
    assert newest.delegate == clerk


def test_an_account_that_sleeps_is_seen_by_colleagues_and_by_administrators_of_opm():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    with pytest.raises(NotFound):
        queries.get_deactivated_user(clerk.pk)
    User.objects.filter(pk=clerk.pk).update(deactivated_at=now())
    assert queries.get_deactivated_user(clerk.pk) == clerk
    elsewhere = person(Role.CLERK, at_agency=agency("bristol"), email="b@example.org")
    admin, reviewer = person(Role.OPM_ADMIN), person(Role.OPM_REVIEWER)
    seen = {
        who: [row.user for row in queries.deactivated_colleagues(who, on=today())]
        for who in (head, elsewhere, admin, reviewer)
    }
    assert seen == {head: [clerk], elsewhere: [], admin: [clerk], reviewer: []}
