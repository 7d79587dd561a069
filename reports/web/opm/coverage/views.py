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
from reports.core.dates import long_date, month_day, short_date
from reports.core.refusals import Refused
from reports.lifecycle import refusal
from reports.submissions import queries
from reports.submissions.actions.open_half_year import record_notified_outside
from reports.submissions.actions.remind import (
    Reminded,
    answer_dispute,
    remind,
    remind_waited_for,
)
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.known import KnownReport
from reports.submissions.models import ReportingPeriod
from reports.submissions.review_queue import Unreported, coverage_board, unreported
from reports.web.opm.coverage.forms import NotifiedForm
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
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.html.submission_tables import standing_chip

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
        [TableCell(agency.name), *(_board_cell(known) for known in found)]
        for agency, found in board.rows
    ]
    header = PageHeader(
        title="Filing status",
        crumbs=opm_crumbs(),
        lead=(
            "“Reported” and “Reported: none” mean accepted by OPM. A report is due only where"
            " police gave"
            " access; silence alone says nothing. No cell is blank."
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
        "periods": [p for p in periods if p.is_over(on) and p.opened_at],
    }
    return render(request, "opm/coverage/coverage.html", context)


def _board_cell(known: KnownReport) -> TableCell:
    day = known.received_on
    arrived = f"received {short_date(day)}{', late' if known.is_late else ''}" if day else ""
    return TableCell(chip=standing_chip(known), detail=arrived)


@needs(SEE)
def missing(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Agencies that have not reported for a half-year, who notified them when, and whether they
    dispute it.
    """
    on = clock.today()
    period = queries.get_period(half_year, on=on)
    rows = unreported(period, on=on)
    header = PageHeader(
        title=f"Not heard from, or returned: {period.title}",
        crumbs=opm_crumbs(Crumb("Filing status", reverse("opm:coverage"))),
        lead=(
            f"OPM asked for reports by {long_date(period.due_on)}. The law asks for one only where"
            " the police gave ICE access. The public reads “no report received” after"
            f" {month_day(period.missing_after)}; before that each agency asked can look up"
            " its receipts, and can dispute."
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
    heard = [notice for notice in row.notices if notice.reached_somebody]
    return {
        "agency": row.agency,
        "chip": standing_chip(row.known),
        "words": row.known.words if row.known.newest else "",
        "requested_on": row.known.notified_on,
        "reminded": heard[0] if heard else None,
        "times": len(heard),
        "unheard": bool(row.notices) and not heard,
        "dispute": (row.dispute if row.dispute and row.dispute.answered_at is None else None),
    }


def _missing_tiles(rows: list[Unreported]) -> list[Tile]:
    owed = sum(row.known.is_owed for row in rows)
    unasked = sum(not row.known.is_requested for row in rows)
    untold = sum(row.is_silent and not row.was_notified for row in rows)
    return [
        Tile("Not heard from", sum(row.is_silent for row in rows)),
        Tile("Returned, waiting for agency", sum(row.known.newest is not None for row in rows)),
        Tile("With accesses in their own log", owed, tone="warning" if owed else "neutral"),
        Tile("Not asked: nobody there was told", unasked, tone="warning" if unasked else "neutral"),
        Tile("Asked, never reminded", untold),
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
        messages.success(
            request, f"{agency.name} was reminded: {counted(recipients, 'person', 'people')}."
        )
    else:
        messages.warning(
            request,
            f"{agency.name} was not reminded: nobody there is registered. Call or write, and"
            " note it.",
        )


@needs(REVIEW)
@post_only
def remind_everyone(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Remind all that were asked and not heard from, and say how many were reached."""
    period = _stored(half_year)
    try:
        done = remind_waited_for(period=period, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        _reminded_message(request, done)
    return redirect("opm:missing", half_year=half_year)


def _reminded_message(request: AppHttpRequest, done: Reminded) -> None:
    agencies = counted(done.agencies, "agency", "agencies")
    said = [f"{agencies} reminded: {counted(done.people, 'person', 'people')}."]
    if done.today_already:
        said.append(f"{done.today_already} reminded earlier today.")
    if done.unreached:
        said.append(
            f"Not reminded: {done.unreached}, since nobody there is registered. Call or write,"
            " and note it."
        )
    level = messages.warning if done.unreached else messages.success
    level(request, " ".join(said))


@needs(REVIEW)
def notified(request: AppHttpRequest, half_year: str, code: str) -> HttpResponse:
    """Note that an agency was told by telephone, letter or e-mail."""
    agency, period = get_any_agency(code), queries.get_period(half_year, on=clock.today())
    form = NotifiedForm(request.POST or None)
    back = reverse("opm:missing", args=[half_year])
    if request.method == "POST" and form.is_valid():
        why = refusal(_record_notified, request, agency, period, form)
        if not why:
            messages.success(request, f"Noted: {agency.name} was told.")
            return redirect(back)
        form.add_error(None, why)
    header = PageHeader(
        title=f"{agency.name} was told of {period.title}",
        crumbs=opm_crumbs(Crumb("Not heard from", back)),
        lead=(
            "From that day the agency counts as asked. Say there what the law says: a report is"
            " owed only if the police gave ICE access."
        ),
    )
    return action_page(request, form, header=header, back=back, button="Note it")


def _record_notified(
    request: AppHttpRequest, agency: Agency, period: ReportingPeriod, form: NotifiedForm
) -> None:
    data = form.cleaned_data
    record_notified_outside(
        agency=agency,
        period=period,
        channel=data["channel"],
        notified_on=data["notified_on"],
        by=request.user,
        at=clock.now(),
    )


@needs(REVIEW)
def dispute(request: AppHttpRequest, dispute_id: UUID) -> HttpResponse:
    """Answer what an agency disputes."""
    found = queries.get_dispute(dispute_id)
    form = ReasonForm(
        request.POST or None,
        label="Answer",
        help_text="The agency reads it on the reporting period's page.",
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
