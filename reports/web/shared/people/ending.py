"""Ending the role of the last person in it: the page that asks why."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from reports.accounts.actions.roles import revoke_role
from reports.accounts.last_holder import ONLY_TO_A_SUCCESSOR, is_last_awake
from reports.accounts.models import Membership
from reports.core import clock
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import PageHeader
from reports.web.shared.people.forms import EndRoleForm

ROLE_ENDED = "The role has ended. What was done under it stays told."


def asks_reason(membership: Membership, *, on: date) -> bool:
    """Whether a reason can take the place of a successor, and is needed."""
    return membership.role not in ONLY_TO_A_SUCCESSOR and is_last_awake(membership, on=on)


def end_last_role(
    request: AppHttpRequest, found: Membership, *, header: PageHeader, back: str
) -> HttpResponse:
    """End it with the reason that the form asks for."""
    form = EndRoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: revoke_role(
            membership=found,
            by=request.user,
            at=clock.now(),
            on=clock.today(),
            reason=form.written("reason"),
        ),
    ):
        return action_saved(request, ROLE_ENDED, back)
    return action_page(request, form, header=header, back=back, button="End role", danger=True)
