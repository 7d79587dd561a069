"""Roles that an office cannot do without: the last person awake in one is not ended in passing.

An administrator's goes only to a successor: nobody else could name one, and from outside it would
make an agency one in which nobody can say no. Of the others the reason is stated and kept.
"""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, Membership, User
from reports.accounts.roles import ROLES, Role
from reports.core.refusals import StateRefused

INDISPENSABLE = frozenset(
    {
        Role.AGENCY_HEAD,
        Role.CERTIFIER,
        Role.AGENCY_ADMIN,
        Role.OPM_REVIEWER,
        Role.OPM_PUBLISHER,
        Role.DISCLOSURE_CHECKER,
        Role.OPM_LEGAL,
        Role.OPM_ADMIN,
    }
)
ONLY_TO_A_SUCCESSOR = frozenset({Role.AGENCY_ADMIN, Role.OPM_ADMIN})


def count_awake(role: Role, agency: Agency | None, *, on: date, beside: User | None = None) -> int:
    """How many people hold the role there whose account is neither disabled nor inactive."""
    held = Membership.objects.on(on).filter(agency=agency, role=role.value)
    people = User.objects.filter(
        memberships__in=held, is_active=True, deactivated_at__isnull=True
    ).distinct()
    return (people.exclude(pk=beside.pk) if beside else people).count()


def is_last_awake(membership: Membership, *, on: date) -> bool:
    """Whether nobody else awake holds this role there, and the office cannot do without it."""
    role = Role(membership.role)
    if role not in INDISPENSABLE:
        return False
    return not count_awake(role, membership.agency, on=on, beside=membership.user)


def check_can_end(membership: Membership, *, reason: str, on: date) -> None:
    """Raise StateRefused where the last of a role would end without a successor, or, of the roles
    that can be empty for a time, without a reason.
    """
    role = Role(membership.role)
    if not is_last_awake(membership, on=on):
        return
    place = membership.agency.name if membership.agency else "OPM"
    title = ROLES[role].title
    if role in ONLY_TO_A_SUCCESSOR:
        whose = "OPM's" if membership.agency is None else f"the {title} of {place} and its"
        raise StateRefused(
            f"This is {whose} only administrator who can sign in. Give the role to somebody else"
            " first."
        )
    if not reason.strip():
        raise StateRefused(
            f"Nobody else who can sign in holds the role {title} at {place}. Name a successor"
            " first, or state the reason."
        )
