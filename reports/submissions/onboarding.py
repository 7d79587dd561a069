"""Onboarding of agencies: who was invited, who signed in, and which role has only one holder. Three
queries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from reports.accounts.actions.transfer import NEEDED
from reports.accounts.models import Agency, Delegation, Membership
from reports.accounts.roles import Role
from reports.messaging.digests import refused_since

MAIL_LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class AgencySetup:
    """The state of an agency's setup: invited, signed in, a certifier, backups, mail that
    arrives.
    """

    agency: Agency
    people: int = 0
    signed_in: int = 0
    deactivated: int = 0
    certifiers: int = 0
    refused: int = 0
    alone: tuple[Role, ...] = NEEDED


def agency_setup(*, on: date) -> list[AgencySetup]:
    """Every agency by name."""
    held: dict[UUID, list[Membership]] = defaultdict(list)
    rows = (
        Membership.objects.on(on)
        .filter(agency__isnull=False, user__is_active=True)
        .select_related("user")
    )
    for row in rows:
        if row.agency_id is not None:
            held[row.agency_id].append(row)
    people = {row.user_id for found in held.values() for row in found}
    refused = set(refused_since(people, since=on - MAIL_LOOKED_BACK))
    delegations = Delegation.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on)
    delegated = set(delegations.values_list("agency_id", flat=True))
    agencies = Agency.objects.filter(is_sandbox=False).order_by("name")
    return [
        _row(agency, held[agency.pk], refused, has_delegate=agency.pk in delegated)
        for agency in agencies
    ]


def _row(
    agency: Agency, held: list[Membership], refused: set[UUID], *, has_delegate: bool
) -> AgencySetup:
    if not held:
        return AgencySetup(agency)
    users = {row.user.pk: row.user for row in held}
    in_role: dict[str, set[UUID]] = defaultdict(set)
    for row in held:
        in_role[row.role].add(row.user.pk)
    stands_in = {Role.AGENCY_HEAD: int(has_delegate)}
    return AgencySetup(
        agency,
        people=len(users),
        signed_in=sum(bool(u.last_seen_at or u.last_login) for u in users.values()),
        deactivated=sum(u.deactivated_at is not None for u in users.values()),
        certifiers=len(in_role[Role.CERTIFIER]),
        refused=len(refused & users.keys()),
        alone=tuple(role for role in NEEDED if len(in_role[role]) + stands_in.get(role, 0) < 2),
    )
