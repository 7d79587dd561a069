"""The lifecycle of a role that waits for a second person, as one table.

What OPM asks for at an agency, somebody there confirms; where nobody there can, a second
administrator of OPM does and a day passes. What is asked for at OPM, a second administrator
confirms. Everybody who works at the place, and OPM's administrators, can stop it until then.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db import models

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.accounts.second_person import may_confirm, works_at
from reports.lifecycle import ActorRule, Lifecycle, Transition

# An agency in which nobody can answer has a day in which somebody may still hear of it.
WAIT = timedelta(hours=24)
# What nobody answered is asked again, by somebody who still means it.
LAPSES_AFTER = timedelta(days=14)


class RoleRequestStatus(models.TextChoices):
    WAITING = "waiting", "Waiting for confirmation"
    CONFIRMED = "confirmed", "Confirmed, not in effect yet"
    GIVEN = "given", "Given"
    STOPPED = "stopped", "Stopped"
    LAPSED = "lapsed", "Not answered in time"


OPEN = (RoleRequestStatus.WAITING, RoleRequestStatus.CONFIRMED)


class ConfirmedAt(models.TextChoices):
    """Where the second person is."""

    AGENCY = "agency", "The agency's administrator or head"
    OPM = "opm", "Another OPM administrator"


class RoleRequestEvent(StrEnum):
    """The audit log's name for each step."""

    REQUESTED = "role_request.requested"
    CONFIRMED = "role_request.confirmed"
    GIVEN = "role_request.given"
    STOPPED = "role_request.stopped"
    LAPSED = "role_request.lapsed"


def _is_second(user: User, request: Any) -> bool:
    """Neither who asked nor who would get the role."""
    address: str = request.email
    return user.pk != request.requested_by_id and user.email.casefold() != address.casefold()


def confirms_for_agency(user: User, request: Any, on: date) -> bool:
    """The agency's own word, at once."""
    return (
        request.agency is not None
        and _is_second(user, request)
        and may_confirm(user, request.agency, on=on)
    )


def confirms_for_opm(user: User, request: Any, on: date) -> bool:
    """A second administrator of OPM, where the request is theirs to confirm."""
    return (
        request.confirmed_where == ConfirmedAt.OPM
        and _is_second(user, request)
        and may_confirm(user, None, on=on)
    )


def is_concerned(user: User, request: Any, on: date) -> bool:
    """Whoever works where the role would be held, and OPM's administrators."""
    return works_at(user, request.agency, on=on) or may_confirm(user, None, on=on)


def _who_confirms(request: Any) -> str:
    place = ConfirmedAt(request.confirmed_where)
    if place == ConfirmedAt.AGENCY:
        return "The agency's administrator or head confirms this; nobody confirms their own."
    return "Another OPM administrator confirms this, not who asked and not who gets the role."


AGENCY_CONFIRMS = ActorRule("the agency's administrator or head", confirms_for_agency)
OPM_CONFIRMS = ActorRule("another OPM administrator", confirms_for_opm, _who_confirms)
CONCERNED = ActorRule(
    "anybody at the agency or an OPM administrator",
    is_concerned,
    lambda request: "Whoever works there, and OPM's administrators, can stop this.",
)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        RoleRequestEvent.REQUESTED,
        None,
        RoleRequestStatus.WAITING,
        (Permission.MANAGE_OPM_MEMBERS,),
    ),
    Transition(
        RoleRequestEvent.CONFIRMED,
        RoleRequestStatus.WAITING,
        RoleRequestStatus.CONFIRMED,
        (AGENCY_CONFIRMS, OPM_CONFIRMS),
    ),
    Transition(RoleRequestEvent.GIVEN, RoleRequestStatus.CONFIRMED, RoleRequestStatus.GIVEN, ()),
    Transition(
        RoleRequestEvent.STOPPED,
        RoleRequestStatus.WAITING,
        RoleRequestStatus.STOPPED,
        (CONCERNED,),
    ),
    Transition(
        RoleRequestEvent.STOPPED,
        RoleRequestStatus.CONFIRMED,
        RoleRequestStatus.STOPPED,
        (CONCERNED,),
    ),
    Transition(RoleRequestEvent.LAPSED, RoleRequestStatus.WAITING, RoleRequestStatus.LAPSED, ()),
    Transition(RoleRequestEvent.LAPSED, RoleRequestStatus.CONFIRMED, RoleRequestStatus.LAPSED, ()),
)


def _not_now(request: Any, event: str) -> str:
    """Why a step is not possible in the request's status."""
    stands = RoleRequestStatus(request.status).label.lower()
    return f"This request is closed or moved on: {stands}."


ROLE_REQUEST_LIFECYCLE = Lifecycle(
    subject="role_request",
    transitions=TRANSITIONS,
    system="system:role-requests",
    not_now=_not_now,
    overtaken="Somebody else answered this request first. Open it again to see where it stands.",
    agency_of=lambda request: request.agency,
    chain_of=lambda request: audit_chain_of(request.agency),
    detail_of=lambda request: {"role": request.role, "confirmed_where": request.confirmed_where},
)
