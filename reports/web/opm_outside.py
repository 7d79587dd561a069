"""What reached OPM outside the system, entered with its source; and the half-years as OPM
configures them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports import clock
from reports.accounts.exceptions import Refused
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.submissions import queries
from reports.submissions.actions.outside import enter_received_outside
from reports.submissions.actions.periods import CONFIGURED, configure_period, ensure_period
from reports.submissions.models import Period, Submission
from reports.submissions.policies import refusal
from reports.web.components import Cell, Chip, Column, Entry, PageHeader, Table
from reports.web.crispy import (
    Buttons,
    LinkButton,
    Row,
    Submit,
    form_helper,
    wants_another,
    with_another,
)
from reports.web.guards import AppHttpRequest, needs
from reports.web.opm_coverage import opm_crumbs
from reports.web.opm_forms import LineFormSet, OutsideForm, PeriodForm
from reports.web.words import closed_on


@needs(Permission.ENTER_FOR_AGENCY)
def outside(request: AppHttpRequest) -> HttpResponse:
    """Enter a town's report that came by mail, fax or e-mail. From then on the town is not
    missing.
    """
    posted = request.POST if request.method == "POST" else None
    form = OutsideForm(posted, request.FILES or None, agencies=_agencies(), periods=_over())
    if posted is not None and wants_another(posted, "lines"):
        lines = LineFormSet(with_another(posted, "lines"), prefix="lines")
        form.without_complaints()
    else:
        lines = LineFormSet(posted, prefix="lines")
        if posted is not None and form.is_valid() and lines.is_valid():
            entered = _entered(request, form, lines)
            if entered is not None:
                return redirect("opm:review", submission_id=entered.pk)
    return render(request, "opm/submissions/outside.html", _outside_context(form, lines))


def _agencies() -> list[Agency]:
    return list(Agency.objects.filter(is_sandbox=False).order_by("name"))


def _over() -> list[Period]:
    on = clock.today()
    return [period for period in queries.periods_shown(on) if period.is_over(on)]


def _outside_context(form: OutsideForm, lines: Any) -> dict[str, Any]:
    header = PageHeader(
        title="Received outside the system",
        crumbs=opm_crumbs(),
        lead=(
            "For a report that a town sent by mail, fax or e-mail. The agency is asked to confirm"
            " the entry."
        ),
    )
    own = form_helper(
        Row("agency", "half_year"),
        Row("channel", "arrived_on"),
        "source",
        "is_nil",
        tag=False,
        csrf=False,
    )
    each = form_helper(
        Row("access_on", "access_kind", "basis"),
        Row("race", "ethnicity", "sex", "age", "person"),
        tag=False,
    )
    each.add_label = "Add another line"
    return {
        "header": header,
        "form": form,
        "form_helper": own,
        "lines": lines,
        "lines_helper": each,
    }


def _entered(request: AppHttpRequest, form: OutsideForm, lines: Any) -> Submission | None:
    said, at = form.cleaned_data, clock.now()
    given = [line.line() for line in lines.forms if not line.is_empty]
    if bool(given) == bool(said["is_nil"]):
        form.add_error(
            "is_nil",
            "Enter the lines the town reported, or tick that it reported none; one of the two.",
        )
        return None
    try:
        period = ensure_period(half_year=said["half_year"], at=at)
        submission = enter_received_outside(
            agency=form.agencies[said["agency"]],
            period=period,
            lines=given,
            paper=form.paper(),
            by=request.user,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "Entered. The agency was asked to confirm it, and is not missing.")
    return submission


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def periods(request: AppHttpRequest) -> HttpResponse:
    """The half-years: days, due day, grace, and whether OPM has set them or they are assumed."""
    columns = (
        Column("Half-year"),
        Column("Days"),
        Column("Due"),
        Column("Grace", numeric=True),
        Column("Certified by"),
        Column("Basis"),
    )
    rows = [_period_cells(period) for period in queries.periods_shown(clock.today())]
    header = PageHeader(
        title="Half-years and due days",
        crumbs=opm_crumbs(),
        lead=(
            'The act says "on an ongoing basis every six months" and leaves months and due day'
            " open, 54-192h(e)(3)."
        ),
    )
    table = Table(caption="Half-years", caption_hidden=True, columns=columns, rows=rows)
    return render(request, "opm/submissions/table.html", {"header": header, "table": table})


def _period_cells(period: Period) -> list[Cell]:
    return [
        Cell(period.half_year, url=reverse("opm:period", args=[period.half_year])),
        Cell(f"{period.starts_on.isoformat()} to {period.ends_on.isoformat()}"),
        Cell(period.due_on.isoformat()),
        Cell(period.grace_days),
        Cell("certifier or head" if period.head_may_certify else "certifier"),
        Cell(
            chip=Chip("assumed", "unsettled") if period.is_assumed else Chip("set by OPM", "good")
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
        Row("starts_on", "ends_on"),
        Row("due_on", "grace_days"),
        "reporting_kinds",
        "head_may_certify",
        "reason",
        Buttons(Submit("set", "Set it"), LinkButton("Cancel", reverse("opm:periods"))),
    )
    header = PageHeader(title=found.title, eyebrow=found.half_year, crumbs=opm_crumbs())
    context = {"header": header, "form": form, "form_helper": helper, "entries": _changes(found)}
    return render(request, "opm/submissions/period.html", context)


def _configured(request: AppHttpRequest, found: Period, form: PeriodForm) -> None:
    at = clock.now()
    stored = ensure_period(half_year=found.half_year, at=at)
    configure_period(
        period=stored, values=form.values(), reason=form.written("reason"), by=request.user, at=at
    )
    note = closed_on(form.cleaned_data["due_on"])
    if note:
        messages.warning(request, note)


def _changes(found: Period) -> list[Entry]:
    rows = found.changes.select_related("changed_by")
    return [
        Entry(row.changed_at, _said(row.before, row.after), by=row.changed_by.name, text=row.reason)
        for row in rows
    ]


def _said(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = [
        f"{name.replace('_', ' ')}: {before[name]} to {after[name]}"
        for name in after
        if before[name] != after[name]
    ]
    return "; ".join(changed) or "Confirmed as it was assumed"
