"""Reading agencies and people. What is not yours does not exist: getters raise Missing either
way.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from reports.accounts.models import Agency, Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import Permission, Role, roles_with
from reports.core.refusals import NotFound


def agencies_for(user: User, *, on: date) -> list[Agency]:
    """The agencies where the person holds a role, each once, by name."""
    found = {m.agency.pk: m.agency for m in memberships_of(user, on=on) if m.agency is not None}
    return sorted(found.values(), key=lambda agency: agency.name)


def get_agency(user: User, code: str, *, on: date) -> Agency:
    """The agency with this code if the person belongs to it. Raises NotFound."""
    for agency in agencies_for(user, on=on):
        if agency.code == code:
            return agency
    raise NotFound(code)


def members_with(permission: Permission, agency: Agency | None, *, on: date) -> QuerySet[User]:
    """Active people who hold a permission at an agency, or at OPM when it is None."""
    held = Membership.objects.on(on).filter(
        agency=agency, role__in=[r.value for r in roles_with(permission)]
    )
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def heads_of(agency: Agency, *, on: date) -> QuerySet[User]:
    """Who heads the agency on a day."""
    held = Membership.objects.on(on).filter(agency=agency, role=Role.AGENCY_HEAD.value)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()
