"""Reporting periods and their due days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import short_date
from reports.core.refusals import Refused
from reports.law.moments import local_day
from reports.lifecycle import refusal
from reports.submissions import queries
from reports.submissions.actions.open_half_year import open_half_year
from reports.submissions.actions.reporting_periods import (
    CONFIGURED,
    configure_period,
    ensure_period,
)
from reports.submissions.models import ReportingPeriod
from reports.web.opm.periods.forms import PeriodForm
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Chip,
    Column,
    PageHeader,
    Table,
    TableCell,
    TimelineEntry,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.labels import closed_on


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def periods(request: AppHttpRequest) -> HttpResponse:
    """The half-years: days, due day, grace, and whether OPM has set them or they are assumed."""
    columns = (
        Column("Reporting period"),
        Column("Days"),
        Column("Due"),
        Column("Grace", numeric=True),
        Column("Certified by"),
        Column("Basis"),
        Column("Asked"),
    )
    rows = [_period_cells(period) for period in queries.periods_shown(clock.today())]
    header = PageHeader(
        title="Periods and due dates",
        crumbs=opm_crumbs(),
        lead=(
            'The act says "on an ongoing basis every six months" and leaves months and due day'
            " open, 54-192h(e)(3)."
        ),
    )
    table = Table(caption="Reporting periods", caption_hidden=True, columns=columns, rows=rows)
    return render(request, "opm/submissions/table.html", {"header": header, "table": table})


def _period_cells(period: ReportingPeriod) -> list[TableCell]:
    return [
        TableCell(period.half_year, url=reverse("opm:period", args=[period.half_year])),
        TableCell(f"{period.starts_on.isoformat()} to {period.ends_on.isoformat()}"),
        TableCell(period.due_on.isoformat()),
        TableCell(period.grace_days),
        TableCell("certifier or head" if period.head_may_certify else "certifier"),
        TableCell(
            chip=Chip("assumed", "unsettled") if period.is_assumed else Chip("set by OPM", "good")
        ),
        TableCell(
            f"opened {short_date(local_day(period.opened_at))}"
            if period.opened_at
            else "not opened"
        ),
    ]


@needs(Permission.MANAGE_AGENCIES)
def period(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Set a half-year; what was set before stays below."""
    found = queries.get_period(half_year, on=clock.today())
    form = PeriodForm(
        request.POST or None, initial={name: getattr(found, name) for name in CONFIGURED}
    )
    if request.method == "POST" and form.is_valid():
        why = refusal(_configured, request, found, form)
        if not why:
            messages.success(request, "Set. It is no longer an assumption.")
            return redirect("opm:periods")
        form.add_error(None, why)
    helper = form_helper(
        FormRow("starts_on", "ends_on"),
        FormRow("due_on", "grace_days"),
        "reporting_kinds",
        "head_may_certify",
        "wants_nil_statements",
        "reason",
        Buttons(Submit("set", "Set it"), LinkButton("Cancel", reverse("opm:periods"))),
    )
    header = PageHeader(title=found.title, eyebrow=found.half_year, crumbs=opm_crumbs())
    context = {
        "header": header,
        "form": form,
        "form_helper": helper,
        "entries": _changes(found),
        "period": found,
        "has_begun": found.starts_on <= clock.today(),
    }
    return render(request, "opm/periods/period.html", context)


@needs(Permission.MANAGE_AGENCIES)
@post_only
def open_it(request: AppHttpRequest, half_year: str) -> HttpResponse:
    """Open a half-year, and say how many agencies were told."""
    try:
        done = open_half_year(half_year=half_year, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("opm:periods")
    messages.success(
        request,
        f"{counted(len(done.notified), 'agency', 'agencies')} told:"
        f" {counted(done.people, 'person', 'people')}.",
    )
    if done.unreached:
        messages.warning(
            request,
            f"In {len(done.unreached)} agencies nobody is registered, so they are not asked yet."
            " Call or write, and note it on the list of those not heard from.",
        )
    return redirect("opm:period", half_year=half_year)


def _configured(request: AppHttpRequest, found: ReportingPeriod, form: PeriodForm) -> None:
    at = clock.now()
    stored = ensure_period(half_year=found.half_year, at=at)
    configure_period(
        period=stored, values=form.values(), reason=form.written("reason"), by=request.user, at=at
    )
    note = closed_on(form.cleaned_data["due_on"])
    if note:
        messages.warning(request, note)


def _changes(found: ReportingPeriod) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            row.changed_at,
            _change_text(row.before, row.after),
            by=row.changed_by.name,
            text=row.reason,
        )
        for row in queries.changes_of(found)
    ]


def _change_text(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = [
        f"{name.replace('_', ' ')}: {before[name]} to {after[name]}"
        for name in after
        if before[name] != after[name]
    ]
    return "; ".join(changed) or "Confirmed as it was assumed"
