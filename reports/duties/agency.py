"""What waits for an agency's administrator: a heading for the letters, roles that nobody holds; and
for anybody, a colleague who asked to be woken, or a role that waits for their word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.accounts.actions.transfer import RoleCoverage, role_coverage
from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.duties.duty import OpenDuty
from reports.grants.queries import requests_to_confirm
from reports.messaging.queries import reactivation_requests

HEADING = {
    "address": "an address",
    "phone": "a phone number",
    "head_title": "the title of the head",
}


def administration_duties(user: User, agency: Agency, *, on: date) -> list[OpenDuty]:
    """What is missing before the agency can do all its work; at most two queries."""
    found: list[OpenDuty] = []
    if can(user, Permission.MANAGE_AGENCY, agency, on=on):
        found += heading_duties(agency)
    if can(user, Permission.MANAGE_MEMBERS, agency, on=on):
        found += unheld_roles(role_coverage(agency, on=on))
    return found


def heading_duties(agency: Agency) -> list[OpenDuty]:
    """What stands on every letter and nobody entered: until then it is a line to fill by hand."""
    missing = [words for name, words in HEADING.items() if not getattr(agency, name).strip()]
    if not missing:
        return []
    return [
        OpenDuty(
            "heading",
            "The agency's notices have no complete heading",
            "desk:letterhead",
            count=len(missing),
            detail=f"They lack {' and '.join(missing)}; until then a line is filled by hand",
        )
    ]


def unheld_roles(cover: Iterable[RoleCoverage]) -> list[OpenDuty]:
    """Roles that the work cannot do without and that nobody holds."""
    return [
        OpenDuty(
            f"nobody:{row.role}",
            f"Nobody holds the role {row.title}",
            "desk:people_grant",
            detail="Without it a part of the work stands still",
        )
        for row in cover
        if not row.first and not row.stands_in
    ]


def colleagues_to_reactivate(user: User) -> list[OpenDuty]:
    """Colleagues whose account sleeps and who asked for it to be woken."""
    return [
        OpenDuty(
            "wake",
            f"The account of {sleeper.name} is inactive; reactivate it if you spoke to the person",
            "account:deactivated",
        )
        for sleeper in reactivation_requests(user)
    ]


def roles_to_confirm(user: User, *, on: date) -> list[OpenDuty]:
    """Roles that wait for this person's word."""
    return [
        OpenDuty(
            "role_request",
            f"OPM asks for a role for {row.name}: confirm or stop it",
            "account:role_request",
            (row.pk,),
            detail=f"{row.get_role_display()}, {row.place}",
        )
        for row in requests_to_confirm(user, on=on)
    ]
