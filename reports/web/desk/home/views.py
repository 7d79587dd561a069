"""The home page: what waits for this user, the most pressing first. Nobody needs a mail to find
it.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.policies import can
from reports.accounts.queries import get_agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.messaging.inbox import count_unread
from reports.web.desk.home.worklists import WorkList, work_lists
from reports.web.shared.current_agency import AGENCY_KEY, current_agency, desks_of
from reports.web.shared.guards import AppHttpRequest, needs, post_only, signed_in
from reports.web.shared.html.components import Action, EmptyState, PageHeader, Tile
from reports.web.shared.html.duties import messages_action


@signed_in
def home(request: AppHttpRequest) -> HttpResponse:
    """Waiting for you, at the current agency."""
    desks = desks_of(request)
    if not desks:
        return _no_desk(request)
    agency = current_agency(request)
    at = clock.now()
    groups = [group for group in work_lists(request, agency, at) if group.items]
    context = {
        "header": _header(request, agency),
        "desks": desks if len(desks) > 1 else [],
        "agency": agency,
        "groups": groups,
        "tiles": [_tile(group) for group in groups[:4]],
        "empty": EmptyState(
            f"Nothing needs action from you at {agency.display_name}",
            "Nothing waits for your role. New work appears here right away.",
        ),
    }
    return render(request, "desk/home/home.html", context)


def _no_desk(request: AppHttpRequest) -> HttpResponse:
    """OPM's people have their own first page."""
    return redirect("opm:home")


def _header(request: AppHttpRequest, agency: Agency) -> PageHeader:
    actions = [messages_action(count_unread(request.user))]
    if can(request.user, Permission.LOG_DETAINER, agency, on=clock.today()):
        actions += [
            Action("What does not agree", reverse("desk:agreement"), kind="quiet"),
            Action("Find a person", reverse("desk:person_search"), icon="search"),
            Action("Log detainer", reverse("desk:entry_new"), kind="primary", icon="add"),
        ]
    return PageHeader(title="Needs action", eyebrow=agency.display_name, actions=actions)


def _tile(group: WorkList) -> Tile:
    late = sum(item.late for item in group.items)
    return Tile(
        group.title,
        len(group.items),
        detail=f"{late} late" if late else "",
        url=f"#{group.key}",
        tone="stop" if late else "neutral",
    )


@needs(Permission.VIEW_AUDIT_LOG)
def audit_log_moved(request: AppHttpRequest) -> HttpResponse:
    """The former address of the agency's audit log; its filters have the same names there."""
    query = request.GET.urlencode()
    return redirect(f"{reverse('audit_log:agency')}{'?' if query else ''}{query}", permanent=True)


@signed_in
@post_only
def switch(request: AppHttpRequest) -> HttpResponse:
    """Switch to another of the user's agencies."""
    agency = get_agency(request.user, request.POST.get("agency", ""), on=clock.today())
    request.session[AGENCY_KEY] = agency.code
    return redirect("desk:home")
