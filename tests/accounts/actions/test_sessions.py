"""Whoever gives a role ends the sessions of its holder; the pages are tried in tests/web."""

from __future__ import annotations

import pytest

from reports.accounts.actions.sessions import end_sessions_of
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from tests.factories.people import person
from tests.grants.conftest import AT

pytestmark = pytest.mark.django_db


def end(user, *, by) -> int:
    return end_sessions_of(membership=user.memberships.get(), by=by, at=AT, on=AT.date())


def test_it_is_noted_even_where_nobody_was_signed_in():
    clerk = person(Role.CLERK)
    assert end(clerk, by=person(Role.AGENCY_ADMIN)) == 0
    entry = AuditEntry.objects.get(event="session.revoked")
    assert (entry.chain, entry.detail) == ("hartford", {"sessions": 0})


def test_opm_ends_no_sessions_of_an_agencys_other_people():
    with pytest.raises(PermissionRefused, match="only restores"):
        end(person(Role.CLERK), by=person(Role.OPM_ADMIN))


def test_ones_own_end_elsewhere():
    admin = person(Role.AGENCY_ADMIN)
    with pytest.raises(StateRefused, match="under your name"):
        end(admin, by=admin)
