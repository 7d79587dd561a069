"""Dashboards: an agency's own half-years and letters; OPM's coverage, timeliness and returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from reports import clock
from reports.accounts.roles import Permission
from reports.publication.charts import bar_chart
from reports.publication.edition import Shown
from reports.submissions import queries
from reports.submissions.dashboards import (
    OwnHalfYear,
    Timeliness,
    coverage_over_time,
    own_history,
    returns_by_reason,
    timeliness,
)
from reports.submissions.models import Period, ReturnReason
from reports.submissions.status import FilingStatus
from reports.web.components import Cell, Column, Empty, PageHeader, Table
from reports.web.guards import AppHttpRequest, needs
from reports.web.opm_coverage import opm_crumbs
from reports.web.submission_parts import filing_chip
from reports.web.submissions import agency_of, crumbs

HALF_YEARS = 8
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


@dataclass(frozen=True)
class Figure:
    """A chart, what it says in a sentence, and its numbers."""

    title: str
    svg: SafeString
    words: str
    table: Table


def figure(title: str, ident: str, numbers: list[tuple[str, int | None]], table: Table) -> Figure:
    """Bars of known numbers; what is not known is written, never drawn as zero."""
    shown = [(label, Shown(count, "" if count is not None else "n")) for label, count in numbers]
    chart = bar_chart(title=title, numbers=shown, ident=ident)
    return Figure(title, chart.svg(), chart.words, table)


@needs(Permission.VIEW_SUBMISSION)
def agency_figures(request: AppHttpRequest, code: str) -> HttpResponse:
    """The agency's own half-years: what was reported, and how its letters reached people."""
    on, agency = clock.today(), agency_of(request, code)
    rows = own_history(agency, queries.periods_shown(on)[:HALF_YEARS], on=on)
    figures = [
        figure(
            "Accesses reported",
            "accesses",
            [(r.period.half_year, r.events) for r in rows],
            _own_table(rows),
        ),
        figure(
            "Letters handed over",
            "letters",
            [(r.period.half_year, r.handed_over) for r in rows],
            _letter_table(rows),
        ),
    ]
    header = PageHeader(
        title="Your half-years in figures", eyebrow=agency.display_name, crumbs=crumbs()
    )
    return render(request, "submissions/figures.html", {"header": header, "figures": figures})


def _own_table(rows: list[OwnHalfYear]) -> Table:
    columns = (
        Column("Half-year"),
        Column("Filing status"),
        Column("Accesses", numeric=True),
        Column("Persons", numeric=True),
    )
    cells = [
        [
            Cell(r.period.half_year),
            Cell(chip=filing_chip(r.status)),
            Cell(_known(r.events)),
            Cell(_known(r.persons)),
        ]
        for r in rows
    ]
    return Table(
        caption="Accesses reported", columns=columns, rows=cells, empty=Empty("No half-year yet")
    )


def _letter_table(rows: list[OwnHalfYear]) -> Table:
    names = ("Letters owed", "Handed over", "Usual hours until then")
    columns = (Column("Half-year"), *(Column(name, numeric=True) for name in names))
    cells = [
        [
            Cell(r.period.half_year),
            Cell(r.letters),
            Cell(r.handed_over),
            Cell(_known(r.usual_hours and round(r.usual_hours))),
        ]
        for r in rows
    ]
    return Table(
        caption="Letters handed over", columns=columns, rows=cells, empty=Empty("No half-year yet")
    )


def _known(value: Any) -> str:
    return "not known" if value is None else str(value)


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def opm_figures(request: AppHttpRequest) -> HttpResponse:
    """Coverage over time, timeliness, returns by reason."""
    on = clock.today()
    periods = queries.periods_shown(on)[:HALF_YEARS]
    figures = [_coverage_figure(periods), _timeliness_figure(periods), _returns_figure(periods)]
    header = PageHeader(
        title="Figures", crumbs=opm_crumbs(), lead="Of agencies and half-years, never of persons."
    )
    return render(request, "submissions/figures.html", {"header": header, "figures": figures})


def _coverage_figure(periods: list[Period]) -> Figure:
    rows = coverage_over_time(periods, on=clock.today())
    columns = (
        Column("Half-year"),
        *(Column(status.label, numeric=True) for status in FilingStatus),
    )
    cells = [
        [Cell(period.half_year), *(Cell(counts[status]) for status in FilingStatus)]
        for period, counts in rows
    ]
    table = Table(caption="Municipal agencies by filing status", columns=columns, rows=cells)
    reported: list[tuple[str, int | None]] = [
        (period.half_year, counts[FilingStatus.REPORTED] + counts[FilingStatus.CONFIRMED_ZERO])
        for period, counts in rows
    ]
    return figure("Agencies with an accepted report", "coverage", reported, table)


def _timeliness_figure(periods: list[Period]) -> Figure:
    found = timeliness(periods)
    rows = [(period, found.get(period.pk, Timeliness())) for period in periods]
    names = ("In time", "Late", "Usual days until OPM's answer")
    columns = (Column("Half-year"), *(Column(name, numeric=True) for name in names))
    cells = [
        [Cell(p.half_year), Cell(t.in_time), Cell(t.late), Cell(_known(t.usual_days))]
        for p, t in rows
    ]
    late: list[tuple[str, int | None]] = [(period.half_year, times.late) for period, times in rows]
    return figure(
        "Reports after the due day",
        "late",
        late,
        Table(caption="Timeliness", columns=columns, rows=cells),
    )


def _returns_figure(periods: list[Period]) -> Figure:
    counted = returns_by_reason(periods)
    numbers: list[tuple[str, int | None]] = [
        (SHORT[code], counted[code]) for code in ReturnReason.Code
    ]
    columns = (Column("Reason"), Column("Times given", numeric=True))
    rows = [[Cell(code.label), Cell(counted[code])] for code in ReturnReason.Code]
    table = Table(caption="Returns by reason", columns=columns, rows=rows)
    return figure("Returns by reason", "returns", numbers, table)
