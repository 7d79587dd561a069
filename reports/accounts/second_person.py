"""Which roles one person gives alone, and which wait for a second (NIST SP 800-53 AC-3(2), dual
authorization; ASVS 5.0, 2.3.5).

What OPM gives into an agency crosses the border between two offices, and whoever administers,
publishes or checks at OPM could let all the others in: one stolen session must not be enough.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from reports.accounts.models import Agency, Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import PASSKEY_ROLES, Permission, Role, roles_with

# OPM's roles whose holders could give each other everything.
WAITS_AT_OPM = PASSKEY_ROLES


def gives_from_outside(by: User, agency: Agency | None, *, on: date) -> bool:
    """Whether somebody of OPM acts at an agency that did not entrust its roles to them. Another
    role at the agency does not make them its administrator.
    """
    keepers = roles_with(Permission.MANAGE_MEMBERS)
    return agency is not None and not any(
        held.agency_id == agency.pk and held.role in keepers for held in memberships_of(by, on=on)
    )


def waits_for_second_person(*, role: Role, agency: Agency | None, by: User, on: date) -> bool:
    """Whether this role, given there by this person, is only asked for until a second confirms."""
    if agency is None:
        return role in WAITS_AT_OPM
    return gives_from_outside(by, agency, on=on)


CONFIRMS_AT_AGENCY = (Role.AGENCY_ADMIN, Role.AGENCY_HEAD)


def people_who_confirm(agency: Agency | None, *, on: date) -> QuerySet[User]:
    """Who can confirm a role there: an agency's administrators and head, or OPM's administrators.
    Only those who have signed in before and whose account is neither disabled nor inactive: others
    could not answer.
    """
    roles = CONFIRMS_AT_AGENCY if agency is not None else (Role.OPM_ADMIN,)
    held = Membership.objects.on(on).filter(agency=agency, role__in=[role.value for role in roles])
    return User.objects.filter(
        memberships__in=held,
        is_active=True,
        deactivated_at__isnull=True,
        last_login__isnull=False,
    ).distinct()


def may_confirm(user: User, agency: Agency | None, *, on: date) -> bool:
    """Whether this person is one of them."""
    roles = CONFIRMS_AT_AGENCY if agency is not None else (Role.OPM_ADMIN,)
    where = agency.pk if agency is not None else None
    return any(
        held.agency_id == where and held.role in roles for held in memberships_of(user, on=on)
    )


def works_at(user: User, agency: Agency | None, *, on: date) -> bool:
    """Whether the person holds any role there."""
    where = agency.pk if agency is not None else None
    return any(held.agency_id == where for held in memberships_of(user, on=on))
