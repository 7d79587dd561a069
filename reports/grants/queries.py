"""Reading roles that wait, and who is told of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import Permission, Role, roles_with
from reports.core.refusals import NotFound
from reports.grants.models import RoleRequest
from reports.grants.status import OPEN, ROLE_REQUEST_LIFECYCLE, RoleRequestEvent
from reports.lifecycle import refusal


def _theirs(user: User, *, on: date) -> QuerySet[RoleRequest]:
    """Requests at the places where the person works; of all places for OPM's administrators. A role
    at OPM is OPM's.
    """
    rows = RoleRequest.objects.select_related(
        "agency", "requested_by", "confirmed_by", "stopped_by"
    )
    held = memberships_of(user, on=on)
    if any(one.role == Role.OPM_ADMIN for one in held):
        return rows
    here = Q(agency__in=[one.agency_id for one in held if one.agency_id])
    if any(one.agency_id is None for one in held):
        here |= Q(agency__isnull=True)
    return rows.filter(here)


def open_requests_for(user: User, *, on: date) -> list[RoleRequest]:
    """What waits where this person may stop it, the oldest first."""
    return list(_theirs(user, on=on).filter(status__in=OPEN).order_by("requested_at", "pk"))


def requests_to_confirm(user: User, *, on: date) -> list[RoleRequest]:
    """What waits for this person's word; at most one query."""
    roles = {held.role for held in memberships_of(user, on=on)}
    if not roles & {Role.OPM_ADMIN, Role.AGENCY_ADMIN, Role.AGENCY_HEAD}:
        return []
    check = ROLE_REQUEST_LIFECYCLE.check
    return [
        row
        for row in open_requests_for(user, on=on)
        if not refusal(check, row, RoleRequestEvent.CONFIRMED, by=user, on=on)
    ]


def get_role_request(user: User, request_id: UUID, *, on: date) -> RoleRequest:
    """A request at a place where the person works. Raises NotFound."""
    found = _theirs(user, on=on).filter(pk=request_id).first()
    if found is None:
        raise NotFound(str(request_id))
    return found


def people_concerned(request: RoleRequest, *, on: date) -> list[User]:
    """Everybody who is told: who works where the role would be held, inactive accounts included,
    and OPM's administrators, who asked among them, in case it was somebody else in their name. At
    OPM: its administrators and lawyers.
    """
    at_opm = Q(agency__isnull=True, role=Role.OPM_ADMIN.value)
    if request.agency_id is None:
        readers = [role.value for role in roles_with(Permission.VIEW_OPM_TRAIL)]
        held = Q(agency__isnull=True, role__in=readers)
    else:
        held = Q(agency=request.agency_id) | at_opm
    rows = Membership.objects.on(on).filter(held)
    people = User.objects.filter(is_active=True, memberships__in=rows).distinct()
    return list(people.exclude(email__iexact=request.email))
