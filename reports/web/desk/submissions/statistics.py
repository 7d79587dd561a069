"""Dashboards: an agency's own half-years and notices; OPM's coverage, timeliness and returns."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions import queries
from reports.submissions.statistics import (
    AgencyHalfYear,
    agency_history,
)
from reports.web.desk.submissions.shared import crumbs, get_agency_or_404
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Column, EmptyState, PageHeader, Table, TableCell
from reports.web.shared.html.statistics import HALF_YEARS, _known, figure
from reports.web.shared.html.submission_tables import standing_chip


@needs(Permission.VIEW_SUBMISSION)
def agency_figures(request: AppHttpRequest, code: str) -> HttpResponse:
    """The agency's own half-years: what was reported, and how its notices were served."""
    on, agency = clock.today(), get_agency_or_404(request, code)
    rows = agency_history(agency, queries.periods_shown(on)[:HALF_YEARS], on=on)
    figures = [
        figure(
            "Accesses reported",
            "accesses",
            [(r.period.half_year, r.events) for r in rows],
            _own_table(rows),
        ),
        figure(
            "Notices served",
            "letters",
            [(r.period.half_year, r.handed_over) for r in rows],
            _letter_table(rows),
        ),
    ]
    header = PageHeader(
        title="Your reporting periods in figures", eyebrow=agency.display_name, crumbs=crumbs()
    )
    return render(request, "desk/submissions/figures.html", {"header": header, "figures": figures})


def _own_table(rows: list[AgencyHalfYear]) -> Table:
    columns = (
        Column("Reporting period"),
        Column("Filing status"),
        Column("Accesses", numeric=True),
        Column("Persons", numeric=True),
    )
    cells = [
        [
            TableCell(r.period.half_year),
            TableCell(chip=standing_chip(r.known)),
            TableCell(_known(r.events)),
            TableCell(_known(r.persons)),
        ]
        for r in rows
    ]
    return Table(
        caption="Accesses reported",
        columns=columns,
        rows=cells,
        empty=EmptyState("No reporting period yet"),
    )


def _letter_table(rows: list[AgencyHalfYear]) -> Table:
    names = ("Notices due", "Served", "Usual hours until then")
    columns = (Column("Reporting period"), *(Column(name, numeric=True) for name in names))
    cells = [
        [
            TableCell(r.period.half_year),
            TableCell(r.letters),
            TableCell(r.handed_over),
            TableCell(_known(r.usual_hours and round(r.usual_hours))),
        ]
        for r in rows
    ]
    return Table(
        caption="Notices served",
        columns=columns,
        rows=cells,
        empty=EmptyState("No reporting period yet"),
    )
