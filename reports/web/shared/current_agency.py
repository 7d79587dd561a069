"""What every agency screen needs: the current agency, what the user may do there, and the way
back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reports.accounts.models import Agency
from reports.accounts.policies import check_can
from reports.accounts.queries import agencies_for, agencies_with
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import PermissionRefused, Refused
from reports.web.shared.guards import AppHttpRequest

AGENCY_KEY = "desk_agency"


def desks_of(request: AppHttpRequest, permission: Permission | None = None) -> list[Agency]:
    """The agencies where the person belongs, or where they hold a permission."""
    on = clock.today()
    if permission is None:
        return agencies_for(request.user, on=on)
    return agencies_with(request.user, permission, on=on)


def current_agency(request: AppHttpRequest, permission: Permission | None = None) -> Agency:
    """The current agency: the one chosen last, else the first. Raises PermissionRefused."""
    agencies = desks_of(request, permission)
    chosen = request.session.get(AGENCY_KEY)
    for agency in agencies:
        if agency.code == chosen:
            return agency
    if not agencies:
        raise PermissionRefused(
            "This page belongs to an agency's desk, and you hold no role there. Ask the agency's"
            " administrator."
        )
    return agencies[0]


def refusal_of(question: Callable[[], None]) -> str:
    """The sentence of a refusal, empty when the question passes."""
    try:
        question()
    except Refused as refused:
        return str(refused)
    return ""


def who_refusal(request: AppHttpRequest, permission: Permission, agency: Agency) -> str:
    """Why this person may not, as a sentence; empty when they may."""
    return refusal_of(lambda: check_can(request.user, permission, agency, on=clock.today()))


def listed(words: Iterable[str], *, empty: str = "") -> str:
    """Words joined into a list, as one would say them."""
    items = [word for word in words if word]
    if len(items) < 2:
        return items[0] if items else empty
    return f"{', '.join(items[:-1])} and {items[-1]}"
