"""The buttons of a list that can be taken away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from reports.accounts.models import Agency
from reports.core import clock
from reports.exports.log.tables import FileKind
from reports.exports.policies import check_can_export
from reports.lifecycle import refusal
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action


def export_buttons(request: AppHttpRequest, agency: Agency, address: str) -> list[Action]:
    """One for each kind of file, with the filters and the order of what is shown."""
    refused = refusal(check_can_export, request.user, agency, on=clock.today())
    chosen = {name: value for name, value in request.GET.items() if name != "page" and value}
    query = f"?{urlencode(chosen)}" if chosen else ""
    return [
        Action(
            f"Download as {kind.upper()}",
            reverse(address, args=[kind.value]) + query,
            kind="quiet",
            post=True,
            refusal=refused,
        )
        for kind in FileKind
    ]
