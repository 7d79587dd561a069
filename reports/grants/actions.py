"""Asking for a role that waits for a second person, confirming it, stopping it.

Whoever is concerned is told at once, by a message and by mail, whoever asked among them: a stolen
session is noticed by its owner. Moments are those of the database's clock, which the callers read.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from reports.accounts.actions.roles import (
    check_may_grant,
    check_not_held,
    give_role,
    grant_role,
    turn_of,
)
from reports.accounts.models import Agency, Membership, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission, Role
from reports.accounts.second_person import people_who_confirm, waits_for_second_person
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import PermissionRefused, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.grants.models import RoleRequest
from reports.grants.queries import people_concerned
from reports.grants.status import (
    LAPSES_AFTER,
    OPEN,
    ROLE_REQUEST_LIFECYCLE,
    WAIT,
    ConfirmedAt,
    RoleRequestEvent,
    RoleRequestStatus,
    confirms_for_agency,
)
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.outbox.actions import enqueue

GIVE_WHEN_DUE = "role_request.give"
REQUEST_MAIL = "role_request_mail"
# What a mail is about; a job of each is done once.
REQUESTED, CONFIRMED, STOPPED = 1, 2, 3


def give_or_ask(
    *,
    user_email: str,
    name: str,
    role: Role,
    agency: Agency | None,
    by: User,
    at: datetime,
    on: date,
) -> Membership | RoleRequest:
    """Give the role, or ask for it where a second person has to confirm it."""
    act = (
        ask_for_role
        if waits_for_second_person(role=role, agency=agency, by=by, on=on)
        else grant_role
    )
    return act(user_email=user_email, name=name, role=role, agency=agency, by=by, at=at, on=on)


@verb(fresh=True)
def ask_for_role(
    *,
    user_email: str,
    name: str,
    role: Role,
    agency: Agency | None,
    by: User,
    at: datetime,
    on: date,
) -> RoleRequest:
    """Ask for a role that a second person has to confirm. Nobody has access by it, and nobody gets
    a link. Raises PermissionRefused, and StateRefused where nobody could confirm it.
    """
    check_may_grant(by, role, agency, on=on)
    if not waits_for_second_person(role=role, agency=agency, by=by, on=on):
        raise StateRefused("This role needs no second person. Give it.")
    wait_for_turn(turn_of(user_email))
    check_not_held(user_email, role, agency, by=by)
    address = user_email.strip().lower()
    _check_not_requested(address, role, agency)
    where = _where_confirmed(address, agency, by=by, on=on)
    has_to_wait = agency is not None and where == ConfirmedAt.OPM
    request = RoleRequest(
        agency=agency,
        role=role.value,
        email=address,
        name=name.strip(),
        confirmed_where=where,
        requested_at=at,
        requested_by=by,
        earliest_at=at + WAIT if has_to_wait else at,
        lapses_at=at + LAPSES_AFTER,
    )
    ROLE_REQUEST_LIFECYCLE.begin(request, RoleRequestEvent.REQUESTED, by=by, at=at)
    if agency is not None:
        _note_at_opm(request, "access.requested", by=by, at=at)
    _tell(request, REQUESTED, at=at)
    return request


@verb(fresh=True)
def confirm_role_request(*, request: RoleRequest, by: User, at: datetime) -> RoleRequest:
    """The second person's word. The role is given at once, or, where a second administrator of OPM
    speaks for an agency in which nobody can, when a day has passed since it was asked for.
    """
    on = local_day(at)
    wait_for_turn(turn_of(request.email))
    ROLE_REQUEST_LIFECYCLE.check(request, RoleRequestEvent.CONFIRMED, by=by, on=on)
    if at >= request.lapses_at:
        raise StateRefused("Nobody answered this in two weeks. Ask for the role again.")
    _check_still_requested(request, on=on)
    is_agencys_word = confirms_for_agency(by, request, on)
    ROLE_REQUEST_LIFECYCLE.move(
        request,
        RoleRequestEvent.CONFIRMED,
        by=by,
        at=at,
        changes={"confirmed_at": at, "confirmed_by": by},
    )
    if is_agencys_word or at >= request.earliest_at:
        _give(request, at=at)
        return request
    enqueue(kind=GIVE_WHEN_DUE, object_id=request.pk, at=at, run_after=request.earliest_at)
    _tell(request, CONFIRMED, at=at)
    return request


@verb
def stop_role_request(*, request: RoleRequest, by: User, at: datetime) -> None:
    """Anybody concerned ends it. Stopping asks for no fresh factor: it only keeps a door shut."""
    ROLE_REQUEST_LIFECYCLE.move(
        request,
        RoleRequestEvent.STOPPED,
        by=by,
        at=at,
        changes={"stopped_at": at, "stopped_by": by},
    )
    _tell(request, STOPPED, at=at)


@verb(system=True)
def give_when_due(*, request_id: UUID, at: datetime) -> None:
    """Give a confirmed role whose day has passed, if who asked and who confirmed could still do
    so. What was stopped or given meanwhile stays so.
    """
    rows = RoleRequest.objects.select_related("agency", "requested_by", "confirmed_by")
    wait_for_turn(turn_of(rows.get(pk=request_id).email))
    request = rows.select_for_update(of=("self",)).get(pk=request_id)
    if request.status != RoleRequestStatus.CONFIRMED or at < request.earliest_at:
        return
    if _can_be_given(request, on=local_day(at)):
        _give(request, at=at)
    else:
        ROLE_REQUEST_LIFECYCLE.move(request, RoleRequestEvent.LAPSED, by=None, at=at)


@verb(system=True)
def lapse_role_requests(*, at: datetime) -> int:
    """End what nobody answered. Returns how many."""
    waiting = RoleRequest.objects.filter(status=RoleRequestStatus.WAITING, lapses_at__lte=at)
    rows = list(waiting.select_related("agency").order_by("lapses_at", "pk"))
    for request in rows:
        ROLE_REQUEST_LIFECYCLE.move(request, RoleRequestEvent.LAPSED, by=None, at=at)
    return len(rows)


def _give(request: RoleRequest, *, at: datetime) -> None:
    """The agency's chain is written before OPM's; see reports.audit.actions."""
    confirmed_by = request.confirmed_by
    ROLE_REQUEST_LIFECYCLE.move(
        request, RoleRequestEvent.GIVEN, by=None, act_of=confirmed_by, at=at
    )
    give_role(
        user_email=request.email,
        name=request.name,
        role=Role(request.role),
        agency=request.agency,
        by=request.requested_by,
        at=at,
        on=local_day(at),
        confirmed_by=confirmed_by,
    )


def _check_not_requested(address: str, role: Role, agency: Agency | None) -> None:
    rows = RoleRequest.objects.filter(
        email=address, role=role.value, agency=agency, status__in=OPEN
    )
    if rows.exists():
        raise StateRefused("This role is asked for already and waits. Confirm or stop that first.")


def _where_confirmed(address: str, agency: Agency | None, *, by: User, on: date) -> ConfirmedAt:
    """The agency, where anybody there can answer; else OPM, which needs a second administrator."""
    others = {"email__iexact": address}
    if agency is not None:
        there = people_who_confirm(agency, on=on).exclude(pk=by.pk).exclude(**others)
        if there.exists():
            return ConfirmedAt.AGENCY
    if not people_who_confirm(None, on=on).exclude(pk=by.pk).exclude(**others).exists():
        raise StateRefused(
            "OPM has no second administrator who could confirm this. Whoever runs the installation"
            " adds one with `manage.py create_user`."
        )
    return ConfirmedAt.OPM


def _check_still_requested(request: RoleRequest, *, on: date) -> None:
    """Who asked must still be able to, their account may have been found stolen meanwhile; and the
    person must not have got the role another way. Raises StateRefused.
    """
    role = Role(request.role)
    try:
        check_may_grant(request.requested_by, role, request.agency, on=on)
    except PermissionRefused:
        raise StateRefused(
            "Whoever asked for this cannot give the role any more. Stop the request."
        ) from None
    check_not_held(request.email, role, request.agency, by=request.requested_by)


def _can_be_given(request: RoleRequest, *, on: date) -> bool:
    second = request.confirmed_by
    try:
        _check_still_requested(request, on=on)
    except StateRefused:
        return False
    return second is not None and can(second, Permission.MANAGE_OPM_MEMBERS, on=on)


def _tell(request: RoleRequest, what: int, *, at: datetime) -> None:
    inbox.notify(
        people_concerned(request, on=local_day(at)),
        Message.Kind.ROLE_REQUESTED,
        at=at,
        deduplication_key=f"{Message.Kind.ROLE_REQUESTED}:{request.pk}:{what}",
        agency=request.agency,
    )
    enqueue(kind=REQUEST_MAIL, object_id=request.pk, version=what, at=at)


def _note_at_opm(request: RoleRequest, event: str, *, by: User, at: datetime) -> None:
    """What OPM asks for at an agency is in OPM's own chain too."""
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="role_request",
        subject_id=request.pk,
        detail={"role": request.role, "place": request.agency.code if request.agency else ""},
    )
