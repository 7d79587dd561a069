"""Accounts deactivated for inactivity, and their reactivation by a colleague."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.actions.deactivation import reactivate
from reports.accounts.models import Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import Role
from reports.core import clock
from reports.core.refusals import NotFound
from reports.web.shared.guards import (
    AppHttpRequest,
    fresh_second_factor,
    post_only,
    signed_in,
)
from reports.web.shared.html.components import (
    PageHeader,
)


@signed_in
def deactivated_accounts(request: AppHttpRequest) -> HttpResponse:
    """Colleagues whose accounts sleep. Whoever knows them wakes them."""
    on = clock.today()
    held = memberships_of(request.user, on=on)
    rows = Membership.objects.on(on).filter(
        agency__in=[row.agency_id for row in held if row.agency_id]
    )
    if any(row.agency_id is None for row in held):
        rows = rows | Membership.objects.on(on).filter(agency__isnull=True)
    if any(row.role == Role.OPM_ADMIN for row in held):
        rows = Membership.objects.on(on)
    deactivated = rows.filter(user__deactivated_at__isnull=False).select_related("user", "agency")
    found = {row.user.pk: row for row in deactivated}
    header = PageHeader(
        title="Colleagues asleep",
        lead=(
            "An account that nobody used for ninety days sleeps. Wake it only if you spoke "
            "to the person, face to face or at a number you know."
        ),
    )
    people = [
        {"user": row.user, "place": row.agency.name if row.agency else "OPM"}
        for row in found.values()
    ]
    return render(request, "account/deactivated.html", {"header": header, "people": people})


@signed_in
@fresh_second_factor
@post_only
def reactivate_colleague(request: AppHttpRequest, user_id: UUID) -> HttpResponse:
    """Let a colleague in again, on one's own word; the trail names both."""
    colleague = User.objects.filter(pk=user_id, deactivated_at__isnull=False).first()
    if colleague is None:
        raise NotFound(str(user_id))
    reactivate(user=colleague, by=request.user, at=clock.now(), on=clock.today())
    messages.success(request, f"{colleague.name} can sign in again.")
    return redirect("account:deactivated")
