"""Roles that wait for a second person: everybody concerned sees them, confirms or stops them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.core import clock
from reports.core.dates import near_moment
from reports.grants.actions import confirm_role_request, stop_role_request
from reports.grants.models import RoleRequest
from reports.grants.queries import get_role_request, open_requests_for
from reports.grants.status import (
    OPEN,
    ROLE_REQUEST_LIFECYCLE,
    ConfirmedAt,
    RoleRequestEvent,
    RoleRequestStatus,
)
from reports.lifecycle import refusal
from reports.web.shared.action_pages import action_saved, confirm_page
from reports.web.shared.guards import AppHttpRequest, post_only, signed_in
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Confirm,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)

COLUMNS = (Column("Person"), Column("Role"), Column("Place"), Column("Asked for"), Column("Status"))
TITLE = "Roles waiting for confirmation"


@signed_in
def role_requests(request: AppHttpRequest) -> HttpResponse:
    """What waits where the person works."""
    header = PageHeader(
        title=TITLE,
        lead=(
            "Nobody has these roles yet. Confirm one only if you spoke to the person, face to face"
            " or at a phone number you already knew."
        ),
    )
    table = Table(
        caption=TITLE,
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(row) for row in open_requests_for(request.user, on=clock.today())],
        empty=EmptyState(
            "No roles are waiting", "A role that needs a second person's confirmation appears here."
        ),
    )
    return render(request, "account/role_requests.html", {"header": header, "table": table})


def _row(row: RoleRequest) -> list[TableCell]:
    return [
        TableCell(row.name, url=reverse("account:role_request", args=[row.pk]), detail=row.email),
        TableCell(row.get_role_display()),
        TableCell(row.place),
        TableCell(moment=row.requested_at, detail=f"by {row.requested_by.name}"),
        TableCell(chip=_chip(row)),
    ]


def _chip(row: RoleRequest) -> Chip:
    status = RoleRequestStatus(row.status)
    return Chip(str(status.label), "waiting" if status in OPEN else "neutral")


@signed_in
def role_request(request: AppHttpRequest, request_id: UUID) -> HttpResponse:
    """One of them, with both answers."""
    found = get_role_request(request.user, request_id, on=clock.today())
    refused = {
        event: refusal(
            ROLE_REQUEST_LIFECYCLE.check, found, event, by=request.user, on=clock.today()
        )
        for event in (RoleRequestEvent.CONFIRMED, RoleRequestEvent.STOPPED)
    }
    stop = Action(
        "Stop request",
        reverse("account:role_request_stop", args=[found.pk]),
        kind="danger",
        post=True,
        refusal=refused[RoleRequestEvent.STOPPED],
    )
    confirm = Confirm(
        title=f"Confirm the role {found.get_role_display()} for {found.name}?",
        text=_effect(found),
        button="Confirm role",
        action_url=reverse("account:role_request_confirm", args=[found.pk]),
        cancel_url=reverse("account:role_requests"),
        refusal=refused[RoleRequestEvent.CONFIRMED],
    )
    header = PageHeader(
        title=f"{found.get_role_display()}: {found.name}",
        eyebrow=found.place,
        crumbs=(Crumb(TITLE, reverse("account:role_requests")),),
        chip=_chip(found),
        actions=(stop,),
    )
    return confirm_page(request, confirm, header=header, rows=_facts(found))


def _effect(row: RoleRequest) -> str:
    link = f"A one-time link goes to {row.email} if the person has no password yet."
    if row.earliest_at > row.requested_at:
        when = near_moment(row.earliest_at)
        return f"The role takes effect 24 hours after it was asked for, {when}. {link}"
    return f"The role takes effect at once. {link}"


def _facts(row: RoleRequest) -> list[SummaryRow]:
    facts = [
        SummaryRow("Person", row.name),
        SummaryRow("Email address", row.email),
        SummaryRow("Role", row.get_role_display()),
        SummaryRow("Place", row.place),
        SummaryRow("Asked for by", row.requested_by.name, hint=near_moment(row.requested_at)),
        SummaryRow("Must be confirmed by", ConfirmedAt(row.confirmed_where).label),
    ]
    if row.confirmed_by is not None and row.confirmed_at is not None:
        when = near_moment(row.confirmed_at)
        facts.append(SummaryRow("Confirmed by", row.confirmed_by.name, hint=when))
    if row.stopped_by is not None and row.stopped_at is not None:
        facts.append(
            SummaryRow("Stopped by", row.stopped_by.name, hint=near_moment(row.stopped_at))
        )
    return facts


@signed_in
@post_only
def role_request_confirm(request: AppHttpRequest, request_id: UUID) -> HttpResponse:
    """The second person's word."""
    found = get_role_request(request.user, request_id, on=clock.today())
    answered = confirm_role_request(request=found, by=request.user, at=clock.database_now())
    said = (
        f"{found.name} now holds the role {found.get_role_display()}."
        if answered.status == RoleRequestStatus.GIVEN
        else f"Confirmed. The role takes effect {near_moment(found.earliest_at)}."
    )
    return action_saved(request, said, "account:role_requests")


@signed_in
@post_only
def role_request_stop(request: AppHttpRequest, request_id: UUID) -> HttpResponse:
    """End it before anybody gets the role."""
    found = get_role_request(request.user, request_id, on=clock.today())
    stop_role_request(request=found, by=request.user, at=clock.database_now())
    return action_saved(
        request, f"Stopped. {found.name} did not get the role.", "account:role_requests"
    )
