"""The staff handoff page, transfer of one person's work to a successor, and reactivation of a
colleague.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.actions.transfer import RoleCoverage, role_coverage
from reports.accounts.models import Agency
from reports.accounts.policies import can, memberships_of
from reports.accounts.queries import get_membership, roles_held
from reports.accounts.roles import ROLES, Permission, Role
from reports.core import clock
from reports.core.dates import long_date, near_moment
from reports.core.refusals import NotFound
from reports.detainers.drafts import drafts_in_progress
from reports.detainers.queries import OpenWork, open_work
from reports.duties.agency import heading_duties, unheld_roles
from reports.duties.records import record_duties
from reports.duties.reports import agency_report_duties
from reports.law.clocks import ReleaseState, release_state
from reports.notices.queries import count_unserved
from reports.submissions import queries
from reports.submissions.agency_queries import count_drafts
from reports.submissions.known import KnownReport, known_reports
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import (
    AppHttpRequest,
    needs,
)
from reports.web.shared.html.components import (
    Action,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
    Tile,
    Tone,
    WorkItem,
)
from reports.web.shared.html.duties import duty_items
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.submission_tables import standing_chip
from reports.web.shared.navigation import url_for
from reports.web.shared.people.coverage import coverage_table, transfer_saved
from reports.web.shared.people.forms import SuccessorForm
from reports.web.shared.people.links import link_sent
from reports.workflow.account_transfer import TransferResult

HALF_YEARS = 4
OWED = (
    Column("Reporting period"),
    Column("Due"),
    Column("Filing status"),
    Column("Where it stands"),
)
PLACES = (
    ("Requests and what each waits for", "desk:detainers", Permission.VIEW_DETAINERS),
    ("Letters and who got them", "desk:notices", Permission.ISSUE_NOTICE),
    ("Access that was given", "desk:accesses", Permission.RECORD_ACCESS),
    ("Legal holds", "desk:holds", Permission.VIEW_DETAINERS),
    ("Reporting periods and receipts", "submissions:list", Permission.VIEW_SUBMISSION),
    ("People, roles, delegate, letterhead", "desk:people", Permission.MANAGE_MEMBERS),
    ("Who did what, and when", "audit_log:agency", Permission.VIEW_AUDIT_LOG),
    ("The law as it is read here", "law:register", Permission.VIEW_DETAINERS),
)


@needs(Permission.VIEW_SUBMISSION)
def account_transfer(request: AppHttpRequest) -> HttpResponse:
    """What a successor needs on the first day, on one page that prints: open work, deadlines, where
    things are.

    It names nobody from the records, so every role of the agency may see it.
    """
    agency, at = current_agency(request, Permission.VIEW_SUBMISSION), clock.now()
    header = PageHeader(
        title="Staff handoff",
        eyebrow=agency.display_name,
        crumbs=desk_crumbs(),
        lead=(
            "Open work, deadlines, and where things are. Records belong to the agency: nothing"
            " leaves with a person."
        ),
    )
    work = open_work(request.user, agency)
    cover = role_coverage(agency, on=clock.today())
    context = {
        "header": header,
        "tiles": _tiles(agency, work),
        "cover": coverage_table(cover),
        "duties": _duties(agency, cover, at),
        "owed": _owed(agency),
        "own": _own(request, agency, work),
        "places": _places(request, agency),
        "at": at,
        "contact": _contact(agency),
    }
    return render(request, "desk/people/transfer.html", context)


def _places(request: AppHttpRequest, agency: Agency) -> list[Action]:
    """Where the person may look."""
    on = clock.today()
    return [
        Action(label, url_for(name))
        for label, name, may in PLACES
        if can(request.user, may, agency, on=on)
    ]


def _tiles(agency: Agency, work: OpenWork) -> list[Tile]:
    letters = count_unserved(agency)
    return [
        Tile("Open requests", work.detainers),
        Tile("Notices to serve", letters, tone="warning" if letters else "neutral"),
        _release(work.release_due_at),
        Tile("Drafts of reporting periods", count_drafts(agency)),
    ]


def _release(due: datetime | None) -> Tile:
    if due is None:
        return Tile("Earliest release due", "none")
    past = release_state(due, clock.now()) is ReleaseState.OVERDUE
    tone: Tone = "stop" if past else "neutral"
    return Tile(
        "Earliest release due",
        near_moment(due),
        detail="that moment is past" if past else "",
        tone=tone,
    )


def _owed(agency: Agency) -> Table:
    on = clock.today()
    periods = queries.periods_shown(on)[:HALF_YEARS]
    found = known_reports(periods, [agency], on=on, with_log=True)
    rows = []
    for period in periods:
        known = found.of(agency, period)
        url = reverse("submissions:half_year", args=[agency.code, period.half_year])
        cells = [
            TableCell(period.title, url=url),
            TableCell(long_date(period.due_on)),
            TableCell(chip=standing_chip(known)),
            TableCell(_stands(known)),
        ]
        rows.append(cells)
    return Table(
        caption="Reporting periods",
        caption_hidden=True,
        columns=OWED,
        rows=rows,
        empty=EmptyState("None yet"),
    )


def _stands(known: KnownReport) -> str:
    if known.is_owed:
        return f"Owed: {known.logged} in the log, no report at OPM"
    return "" if known.accepted else known.words


def _duties(agency: Agency, cover: list[RoleCoverage], at: datetime) -> list[WorkItem]:
    """What the agency owes now, whoever does it: letters, half-years, the heading, what does not
    agree.
    """
    on = clock.today()
    return duty_items(
        [
            *record_duties(agency, at=at),
            *agency_report_duties(agency, on=on),
            *heading_duties(agency),
            *unheld_roles(cover),
        ]
    )


def _own(request: AppHttpRequest, agency: Agency, work: OpenWork) -> list[SummaryRow]:
    """What only this person can finish, or would be handed on."""
    may_type = any(
        held.agency_id == agency.pk for held in memberships_of(request.user, on=clock.today())
    )
    drafts = len(drafts_in_progress(request.user, agency)) if may_type else 0
    return [
        SummaryRow(
            "Requests you began and did not record",
            drafts,
            hint="Go to your successor when you are replaced.",
        ),
        SummaryRow(
            "Phone reviews you have to confirm",
            work.reviews_to_confirm,
            hint="Only you can; do it before you leave.",
        ),
    ]


def _contact(agency: Agency) -> list[SummaryRow]:
    return [
        SummaryRow("Address", agency.address),
        SummaryRow("Phone", agency.phone),
        SummaryRow("Office to call about a record", agency.records_contact),
        SummaryRow("Title of the head", agency.head_title),
    ]


@needs(Permission.MANAGE_MEMBERS)
def replace(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """Transfer a person's work at the agency to a successor: every role, what waits, and drafts."""
    found = get_membership(request.user, membership_id, on=clock.today())
    if found.agency is None or found.valid_to is not None:
        raise NotFound(str(membership_id))
    form = SuccessorForm(request.POST if request.method == "POST" else None)
    over: list[TransferResult] = []
    if form.is_bound and submit_action(
        form, lambda: over.append(transfer_saved(request, form, found.user, found.agency))
    ):
        return _done(request, over[0])
    titles = ", ".join(ROLES[Role(row.role)].title for row in roles_held(found.user, found.agency))
    header = PageHeader(
        title=f"Replace {found.user.name}",
        eyebrow=found.agency.display_name,
        crumbs=desk_crumbs(Crumb("People and roles", reverse("desk:people"))),
        lead=(
            f"{titles}. The successor holds the same from now on, with everything that waits and"
            f" was begun. What {found.user.name} did stays under that name."
        ),
    )
    return action_page(
        request, form, header=header, back=reverse("desk:people"), button="Replace", danger=True
    )


def _done(request: AppHttpRequest, over: TransferResult) -> HttpResponse:
    messages.success(
        request,
        f"{over.successor.name} follows. Went over: {counted(over.messages, 'message')},"
        f" {counted(over.drafts, 'draft')}.{link_sent(over.successor)}",
    )
    return redirect("desk:people")
