"""Statistics of all agencies' submissions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions import queries
from reports.submissions.models import ReportingPeriod, ReturnReason
from reports.submissions.statistics import (
    Timeliness,
    coverage_over_time,
    returns_by_reason,
    timeliness,
)
from reports.submissions.status import ReportStanding
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Column, PageHeader, Table, TableCell
from reports.web.shared.html.statistics import HALF_YEARS, StatisticFigure, _known, figure

# As long as the chart has room for.
SHORT = {
    ReturnReason.Code.WRONG_CODE: "Wrong code",
    ReturnReason.Code.WRONG_DATE: "Wrong date",
    ReturnReason.Code.MISSING_LINE: "Missing access",
    ReturnReason.Code.DUPLICATE: "Same access twice",
    ReturnReason.Code.PERSON_COUNT: "Persons and events",
    ReturnReason.Code.UNEXPLAINED: "Change not explained",
    ReturnReason.Code.WRONG_SIGNER: "Wrong signer",
    ReturnReason.Code.OTHER: "Something else",
}


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def opm_figures(request: AppHttpRequest) -> HttpResponse:
    """Coverage over time, timeliness, returns by reason."""
    on = clock.today()
    periods = queries.periods_shown(on)[:HALF_YEARS]
    figures = [_coverage_figure(periods), _timeliness_figure(periods), _returns_figure(periods)]
    header = PageHeader(
        title="Statistics",
        crumbs=opm_crumbs(),
        lead="Of agencies and reporting periods, never of persons.",
    )
    return render(request, "desk/submissions/figures.html", {"header": header, "figures": figures})


def _coverage_figure(periods: list[ReportingPeriod]) -> StatisticFigure:
    rows = coverage_over_time(periods, on=clock.today())
    columns = (
        Column("Reporting period"),
        *(Column(standing.label, numeric=True) for standing in ReportStanding),
    )
    cells = [
        [TableCell(period.half_year), *(TableCell(counts[standing]) for standing in ReportStanding)]
        for period, counts in rows
    ]
    table = Table(
        caption="Agencies asked, and where their reports stand", columns=columns, rows=cells
    )
    reported: list[tuple[str, int | None]] = [
        (period.half_year, counts[ReportStanding.REPORTED] + counts[ReportStanding.CONFIRMED_ZERO])
        for period, counts in rows
    ]
    return figure("Agencies with an accepted report", "coverage", reported, table)


def _timeliness_figure(periods: list[ReportingPeriod]) -> StatisticFigure:
    found = timeliness(periods, on=clock.today())
    rows = [(period, found.get(period.pk, Timeliness())) for period in periods]
    names = ("In time", "Late", "Usual days until OPM's answer")
    columns = (Column("Reporting period"), *(Column(name, numeric=True) for name in names))
    cells = [
        [
            TableCell(p.half_year),
            TableCell(t.in_time),
            TableCell(t.late),
            TableCell(_known(t.usual_days)),
        ]
        for p, t in rows
    ]
    late: list[tuple[str, int | None]] = [(period.half_year, times.late) for period, times in rows]
    return figure(
        "Reports after the due day",
        "late",
        late,
        Table(caption="Timeliness", columns=columns, rows=cells),
    )


def _returns_figure(periods: list[ReportingPeriod]) -> StatisticFigure:
    counted = returns_by_reason(periods)
    numbers: list[tuple[str, int | None]] = [
        (SHORT[code], counted[code]) for code in ReturnReason.Code
    ]
    columns = (Column("Reason"), Column("Times given", numeric=True))
    rows = [[TableCell(code.label), TableCell(counted[code])] for code in ReturnReason.Code]
    table = Table(caption="Returns by reason", columns=columns, rows=rows)
    return figure("Returns by reason", "returns", numbers, table)
