"""The last person awake in a role that the office cannot do without."""

from __future__ import annotations

import pytest

from reports.accounts.actions.deactivation import deactivate_for_inactivity
from reports.accounts.actions.roles import revoke_role
from reports.accounts.last_holder import INDISPENSABLE, count_awake, is_last_awake
from reports.accounts.models import Membership, User
from reports.accounts.roles import ROLES, Role
from reports.core.refusals import StateRefused
from tests.factories.people import agency, person
from tests.grants.conftest import AT

pytestmark = pytest.mark.django_db
ON = AT.date()


def end(user, *, by, reason=""):
    row = user.memberships.get()
    revoke_role(membership=row, by=by, at=AT, on=ON, reason=reason)
    return Membership.objects.get(pk=row.pk)


def keeper(role):
    """Who ends this role."""
    return person(Role.AGENCY_ADMIN if ROLES[role].at_agency else Role.OPM_ADMIN)


@pytest.mark.parametrize("role", sorted(INDISPENSABLE))
def test_the_last_awake_holder_stays_until_there_is_another(role):
    by, last = keeper(role), person(role)
    sleeper = person(role, email="sleeper@x.example")
    User.objects.filter(pk=sleeper.pk).update(deactivated_at=AT)
    with pytest.raises(StateRefused):
        end(last, by=by)
    assert is_last_awake(last.memberships.get(), on=ON)
    person(role, email="successor@x.example")
    assert count_awake(role, last.memberships.get().agency, on=ON) == 2
    assert end(last, by=by).valid_to == ON


@pytest.mark.parametrize("role", [Role.AGENCY_HEAD, Role.CERTIFIER, Role.OPM_PUBLISHER])
def test_a_stated_reason_takes_the_place_of_a_successor_and_is_kept(role):
    ended = end(person(role), by=keeper(role), reason="Left the town today.")
    assert (ended.valid_to, ended.end_reason) == (ON, "Left the town today.")


@pytest.mark.parametrize("role", [Role.AGENCY_ADMIN, Role.OPM_ADMIN])
def test_no_reason_ends_the_last_administrator(role):
    with pytest.raises(StateRefused, match="only administrator"):
        end(person(role), by=person(Role.OPM_ADMIN), reason="Because.")


def test_a_clerk_is_no_last_holder_and_another_agency_does_not_count():
    admin = person(Role.AGENCY_ADMIN)
    assert end(person(Role.CLERK), by=admin).valid_to == ON
    person(Role.CERTIFIER, at_agency=agency("bristol"))
    with pytest.raises(StateRefused, match="Nobody else who can sign in"):
        end(person(Role.CERTIFIER), by=admin)


def test_opms_last_administrator_does_not_fall_asleep():
    """Everybody else can be woken by a colleague or by OPM."""
    last, head = person(Role.OPM_ADMIN), person(Role.AGENCY_HEAD)
    deactivate_for_inactivity(at=AT)
    sleeping = User.objects.filter(deactivated_at__isnull=False)
    assert list(sleeping) == [head]
    person(Role.OPM_ADMIN, email="second@opm.example")
    User.objects.filter(email="second@opm.example").update(last_seen_at=AT)
    deactivate_for_inactivity(at=AT)
    assert set(sleeping.all()) == {head, last}
