"""Who may. Each question comes as a raising check with a sentence for the person, and its yes/no
twin.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef

from reports.accounts.models import Agency, Delegation, Membership, User
from reports.accounts.roles import (
    DELEGATE_PERMISSIONS,
    PASSKEY_ROLES,
    ROLES,
    Permission,
    Role,
    roles_with,
)
from reports.core.refusals import PermissionRefused


@cache
def _permissions_of(role: str) -> frozenset[Permission]:
    return ROLES[Role(role)].permissions


def memberships_of(user: User, *, on: date) -> list[Membership]:
    """The person's memberships in force, read once for each user object and day, with the head's
    delegations.
    """
    kept = user.memberships_kept
    if kept is None or kept[0] != on:
        named = Delegation.objects.on(on).filter(delegate=user, agency=OuterRef("agency"))
        rows = Membership.objects.on(on).filter(user=user).select_related("agency")
        kept = (on, list(rows.annotate(is_delegate=Exists(named))))
        user.memberships_kept = kept
    return kept[1]


def _delegated_agencies(user: User, *, on: date) -> frozenset[UUID | None]:
    """Where the person is the head's delegate; one who no longer works there is none."""
    return frozenset(
        m.agency_id for m in memberships_of(user, on=on) if getattr(m, "is_delegate", False)
    )


def can(user: User, permission: Permission, agency: Agency | None = None, *, on: date) -> bool:
    """May this person do this, at this agency (or at OPM when no agency is named), on this day?"""
    if not user.is_active:
        return False
    for membership in memberships_of(user, on=on):
        here = membership.agency_id is None or agency is None or membership.agency_id == agency.pk
        if here and permission in _permissions_of(membership.role):
            return True
    if agency is None or permission not in DELEGATE_PERMISSIONS:
        return False
    return agency.pk in _delegated_agencies(user, on=on)


def check_can(
    user: User, permission: Permission, agency: Agency | None = None, *, on: date
) -> None:
    """Raise PermissionRefused, naming the roles that could do it, unless the person may."""
    if not can(user, permission, agency, on=on):
        place = f" at {agency.name}" if agency is not None else ""
        raise PermissionRefused(
            f"This step needs the role {_titles(roles_with(permission))}{place}."
        )


def needs_passkey(user: User, *, on: date) -> bool:
    """Whether one of the person's roles asks for a passkey or a security key."""
    return any(Role(held.role) in PASSKEY_ROLES for held in memberships_of(user, on=on))


def _titles(roles: Iterable[Role]) -> str:
    return " or ".join(ROLES[role].title for role in roles)
