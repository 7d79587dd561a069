"""Who reported, who has not, and what was done about it; which agencies are on board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.queries import agencies_by_name, get_any_agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date, month_day
from reports.core.refusals import Refused
from reports.submissions import queries
from reports.submissions.actions.remind import answer_dispute, remind
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.models import ReportingPeriod
from reports.submissions.review_queue import Unreported, coverage_board, unreported
from reports.submissions.status import FilingStatus
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.action_pages import action_page
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.html.submission_tables import filing_chip

SEE, REVIEW = Permission.VIEW_ALL_SUBMISSIONS, Permission.REVIEW_SUBMISSION
HALF_YEARS_SHOWN = 6


@needs(SEE)
def coverage(request: AppHttpRequest) -> HttpResponse:
    """Agency by half-year, the five filing statuses; municipal agencies or, apart, the state's."""
    on = clock.today()
    state_side = request.GET.get("kind") == "state"
    page = page_of(agencies_by_name(municipal=not state_side), request.GET.get("page"))
    periods = queries.periods_shown(on)[:HALF_YEARS_SHOWN]
    board = coverage_board(list(page.object_list), periods, on=on)
    rows = [
        [TableCell(agency.name), *(TableCell(chip=filing_chip(status)) for status in statuses)]
        for agency, statuses in board.rows
    ]
    header = PageHeader(
        title="Coverage",
        crumbs=opm_crumbs(),
        lead=(
            "Reported and none mean accepted by OPM. What lies with OPM is owed by nobody. No cell"
            " is blank."
        ),
    )
    table = Table(
        caption="State-side agencies" if state_side else "Municipal agencies",
        columns=(Column("Agency"), *(Column(period.half_year) for period in periods)),
        rows=rows,
        page=links_of(page, "kind=state" if state_side else ""),
        empty=EmptyState("No agency"),
    )
    context = {
        "header": header,
        "table": table,
        "state_side": state_side,
        "periods": [p for p in periods if p.is_over(on)],
    }
    return render(request, "opm/coverage/coverage.html", context)


@needs(SEE)
def missing(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Agencies that have not reported for a half-year, who notified them when, and whether they
    dispute it.
    """
    on = clock.today()
    period = queries.get_period(half_year, on=on)
    rows = unreported(period, on=on)
    header = PageHeader(
        title=f"Who has not reported: {period.title}",
        crumbs=opm_crumbs(Crumb("Coverage", reverse("opm:coverage"))),
        lead=(
            f"Due {long_date(period.due_on)}. Shown as not"
            f" received after {month_day(period.missing_after)}; before that"
            " each agency has notice, can look up its receipts, and can dispute."
        ),
    )
    context = {
        "header": header,
        "rows": [_missing_row(row) for row in rows],
        "period": period,
        "tiles": _missing_tiles(rows),
        "is_over": period.is_over(on),
    }
    return render(request, "opm/coverage/missing.html", context)


def _missing_row(row: Unreported) -> dict[str, Any]:
    latest_notice = row.notices[0] if row.notices else None
    open_dispute = row.dispute if row.dispute and row.dispute.answered_at is None else None
    return {
        "agency": row.agency,
        "chip": filing_chip(row.status),
        "returned": row.newest,
        "told": latest_notice,
        "times": len(row.notices),
        "dispute": open_dispute,
        "unheard": latest_notice is not None and latest_notice.recipients == 0,
    }


def _missing_tiles(rows: list[Unreported]) -> list[Tile]:
    late = [row for row in rows if row.status == FilingStatus.MISSING]
    untold = [row for row in rows if not row.notices]
    return [
        Tile("Still to report", len(rows)),
        Tile("Past the days of grace", len(late), tone="stop" if late else "neutral"),
        Tile("Never reminded", len(untold), tone="warning" if untold else "neutral"),
        Tile(
            "Disputing", sum(bool(row.dispute and row.dispute.answered_at is None) for row in rows)
        ),
    ]


@needs(REVIEW)
@post_only
def remind_one(request: AppHttpRequest, half_year: str, code: str) -> HttpResponse:
    """One click to remind one agency."""
    agency = get_any_agency(code)
    period = _stored(half_year)
    try:
        notice = remind(agency=agency, period=period, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        _reminder_message(request, agency, notice.recipients)
    return redirect("opm:missing", half_year=half_year)


def _stored(half_year: str) -> ReportingPeriod:
    return ensure_period(
        half_year=queries.get_period(half_year, on=clock.today()).half_year, at=clock.now()
    )


def _reminder_message(request: AppHttpRequest, agency: Agency, recipients: int) -> None:
    if recipients:
        messages.success(request, f"{agency.name} was reminded: {recipients} person(s).")
    else:
        messages.warning(
            request, f"{agency.name} has nobody to remind here. Telephone, and invite somebody."
        )


@needs(REVIEW)
@post_only
def remind_everyone(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Remind all agencies that must report and were not reminded today."""
    period, reminded = _stored(half_year), 0
    for row in unreported(period, on=clock.today()):
        try:
            remind(agency=row.agency, period=period, by=request.user, at=clock.now())
            reminded += 1
        except Refused:
            continue  # reminded today already
    messages.success(request, f"{reminded} agencies were reminded.")
    return redirect("opm:missing", half_year=half_year)


@needs(REVIEW)
def dispute(request: AppHttpRequest, dispute_id: UUID) -> HttpResponse:
    """Answer what an agency disputes."""
    found = queries.get_dispute(dispute_id)
    form = ReasonForm(
        request.POST or None,
        label="Answer",
        help_text="The agency reads it on the half-year's page.",
    )
    if request.method == "POST" and form.is_valid():
        answer_dispute(dispute=found, answer=form.reason(), by=request.user, at=clock.now())
        messages.success(request, f"{found.agency.name} can read the answer.")
        return redirect("opm:missing", half_year=found.period.half_year)
    back = reverse("opm:missing", args=[found.period.half_year])
    header = PageHeader(
        title=f"Disputed: {found.agency.name}, {found.period.title}",
        crumbs=opm_crumbs(),
        lead=found.text,
    )
    return action_page(request, form, header=header, back=back, button="Answer")
