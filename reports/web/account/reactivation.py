"""Accounts deactivated for inactivity, and their reactivation by a colleague."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.actions.deactivation import reactivate
from reports.accounts.queries import deactivated_colleagues, get_deactivated_user
from reports.core import clock
from reports.web.shared.guards import (
    AppHttpRequest,
    post_only,
    signed_in,
)
from reports.web.shared.html.components import (
    PageHeader,
)


@signed_in
def deactivated_accounts(request: AppHttpRequest) -> HttpResponse:
    """Colleagues whose accounts are inactive. Whoever knows them may reactivate them."""
    header = PageHeader(
        title="Inactive accounts",
        lead=(
            "Accounts become inactive after ninety days without use. Reactivate one only if you"
            " spoke "
            "to the person, face to face or at a number you know."
        ),
    )
    people = [
        {"user": row.user, "place": row.agency.name if row.agency else "OPM"}
        for row in deactivated_colleagues(request.user, on=clock.today())
    ]
    return render(request, "account/deactivated.html", {"header": header, "people": people})


@signed_in
@post_only
def reactivate_colleague(request: AppHttpRequest, user_id: UUID) -> HttpResponse:
    """Reactivate a colleague's account; the audit log names both."""
    colleague = get_deactivated_user(user_id)
    reactivate(user=colleague, by=request.user, at=clock.now(), on=clock.today())
    messages.success(request, f"{colleague.name} can sign in again.")
    return redirect("account:deactivated")
