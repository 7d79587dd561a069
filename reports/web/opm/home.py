"""The first page of OPM's staff."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.duties.agency import colleagues_to_reactivate, roles_to_confirm
from reports.duties.opm import opm_duties
from reports.messaging.inbox import count_unread
from reports.notices.queries import has_support_contacts
from reports.submissions import queries
from reports.submissions.models import ReportingPeriod
from reports.submissions.review_queue import (
    agencies_not_notified,
    disputes_about,
    queue_counts,
    unreported,
)
from reports.web.opm.submissions.queue import SEE
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Alert,
    PageHeader,
    Tile,
    WorkItem,
)
from reports.web.shared.html.duties import duty_items, messages_action
from reports.web.shared.html.lawbook_tables import law_items


@needs(SEE, Permission.MANAGE_TRAINING)
def home(request: AppHttpRequest) -> HttpResponse:
    """The state of the half-years, and what waits for this user."""
    on = clock.today()
    sees = can(request.user, SEE, on=on)
    header = PageHeader(
        title="OPM home",
        lead="Reports from agencies, from arrival to acceptance. No personal names are shown.",
        actions=[messages_action(count_unread(request.user))],
    )
    context = {
        "header": header,
        "tiles": _tiles(request) if sees else [],
        "alerts": _alerts(),
        "items": _waiting(request),
    }
    return render(
        request, "opm/submissions/home.html", {**context, "links": _links(request) if sees else []}
    )


def _tiles(request: AppHttpRequest) -> list[Tile]:
    counts = queue_counts(request.user)
    queue_url = reverse("opm:submissions")
    tiles = [
        Tile(
            "Waiting for review",
            counts["waiting"],
            detail=f"zero reports among them: {counts['nil']}",
            url=queue_url,
        ),
        Tile("Assigned to me", counts["mine"], url=f"{queue_url}?assigned=mine"),
        Tile("Returned, waiting for agency", counts["returned"], url=f"{queue_url}?state=returned"),
    ]
    over = next(
        (period for period in reversed(queries.opened_periods()) if period.is_over(clock.today())),
        None,
    )
    return tiles if over is None else [*tiles, *_tiles_about(over, on=clock.today())]


def _tiles_about(over: ReportingPeriod, *, on: date) -> list[Tile]:
    """From whom nothing is at OPM for the half-year that was opened and ended last, and which
    disputes wait for an answer.
    """
    disputes = disputes_about(over)
    rows, waiting = (
        unreported(over, on=on, disputes=disputes),
        sum(row.answered_at is None for row in disputes),
    )
    owed = sum(row.known.is_owed for row in rows)
    untold = len(agencies_not_notified(rows))
    detail = f"{untold} not reminded or disputing" if untold else over.title
    if owed:
        detail = f"{owed} with accesses in their own log; {detail}"
    url = reverse("opm:missing", args=[over.half_year])
    return [
        Tile(
            "Not heard from",
            sum(row.is_silent for row in rows),
            detail=detail,
            url=url,
            tone="warning" if owed else "neutral",
        ),
        Tile("Open disputes", waiting, tone="warning" if waiting else "neutral"),
    ]


def _alerts() -> list[Alert]:
    """What everybody at OPM knows: no letter names anybody who may help until OPM says who."""
    if has_support_contacts():
        return []
    text = (
        "The list of free legal aid, public defenders and lines that can be called from custody"
        " is empty. None comes with the program; OPM's lawyers enter and check it."
    )
    return [Alert("warning", "No notice names a help contact", text)]


def _waiting(request: AppHttpRequest) -> list[WorkItem]:
    """What waits for this person now. Messages are a list of their own."""
    user, on = request.user, clock.today()
    duties = [
        *roles_to_confirm(user, on=on),
        *opm_duties(user, on=on, at=clock.now()),
        *colleagues_to_reactivate(user),
    ]
    return [*law_items(user, on=on), *duty_items(duties)]


def _links(request: AppHttpRequest) -> list[Action]:
    names = [
        ("Reports", "opm:submissions"),
        ("Zero reports", "opm:nil_reports"),
        ("Filing status", "opm:coverage"),
        ("Enter a paper report", "opm:received_outside"),
        ("Periods and due dates", "opm:periods"),
        ("Agency readiness", "opm:agency_setup"),
        ("Statistics", "opm:figures"),
        ("Past reports", "editions:history"),
        ("Bounced email", "opm:mail"),
        ("Notice counts", "opm:notice_counts"),
    ]
    if can(request.user, Permission.MANAGE_OPM_MEMBERS, on=clock.today()):
        names.append(("Operations", "opm:operations"))
    if can(request.user, Permission.REVIEW_SUBMISSION, on=clock.today()):
        names.append(("Compare with ICE data", "opm:reconciliation"))
    return [Action(label, reverse(name)) for label, name in names]
