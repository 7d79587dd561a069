"""Signing somebody out everywhere, by whoever gives and ends their role."""

from __future__ import annotations

from django.http import HttpResponse

from reports.accounts.actions.sessions import end_sessions_of
from reports.accounts.models import Membership
from reports.core import clock
from reports.web.shared.action_pages import action_saved, confirm_page
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Confirm, PageHeader
from reports.web.shared.html.formatting import counted


def sign_out_page(
    request: AppHttpRequest, found: Membership, *, header: PageHeader, back: str
) -> HttpResponse:
    """Ask, then end every session of the person."""
    if request.method == "POST":
        ended = end_sessions_of(membership=found, by=request.user, at=clock.now(), on=clock.today())
        said = f"{counted(ended, 'session')} of {found.user.name} ended."
        return action_saved(request, said, back)
    confirm = Confirm(
        title=f"Sign {found.user.name} out everywhere?",
        text=(
            "Every session of this person ends with their next request. Their role, password and"
            " second factors stay; what they had typed and not sent is kept in their browser."
        ),
        button="Sign out everywhere",
        action_url=request.path,
        cancel_url=back,
        danger=True,
    )
    return confirm_page(request, confirm, header=header)
