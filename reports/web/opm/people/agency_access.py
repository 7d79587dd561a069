"""An agency's access, restored by OPM."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.queries import get_any_agency
from reports.accounts.roles import Permission, Role
from reports.web.opm.people.forms import StaffPersonForm
from reports.web.opm.people.views import _back, _crumbs, _given, _hand_over, _table
from reports.web.shared.action_pages import action_page
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    PageHeader,
)


@needs(Permission.MANAGE_AGENCIES)
def access(request: AppHttpRequest, code: str) -> HttpResponse:
    """Who administers an agency, for when nobody there can sign in."""
    agency = get_any_agency(code)
    header = PageHeader(
        title="Restore its access",
        eyebrow=agency.display_name,
        lead=(
            "Name an administrator or make a new link for one. The agency hears of it by audit"
            " log and"
            " mail; its records stay closed to OPM."
        ),
        crumbs=_crumbs(agency)[:-1],
        actions=(
            Action(
                "Name an administrator", reverse("office:access_new", args=[code]), kind="primary"
            ),
        ),
    )
    return render(request, "opm/list.html", {"header": header, "table": _table(agency)})


@needs(Permission.MANAGE_AGENCIES)
def access_new(request: AppHttpRequest, code: str) -> HttpResponse:
    """Name an administrator of an agency."""
    agency = get_any_agency(code)
    form = StaffPersonForm(request.POST if request.method == "POST" else None)
    if given := _given(request, form, agency, Role.AGENCY_ADMIN):
        return _hand_over(request, given)
    header = PageHeader(
        title="Name an administrator",
        eyebrow=agency.display_name,
        crumbs=_crumbs(agency),
        lead="Make sure by phone, at a number you know, that the agency wants this person.",
    )
    return action_page(request, form, header=header, back=_back(agency), button="Give the role")
