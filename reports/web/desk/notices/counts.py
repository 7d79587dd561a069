"""Counts of notices owed, late and served: for OPM by agency; for an agency its own, with a link to
each notice.

OPM sees counts however small. They contain no name that a small number could point to, OPM must see
an agency that falls behind, and none of this is published: published figures go through disclosure
control.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.notices.counts import NoticeCounts, notice_counts
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    Crumb,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.notice_counts import CLOCK, COUNTED, EMPTY, _csv


@needs(Permission.VIEW_DETAINERS)
def agency_letters(request: AppHttpRequest) -> HttpResponse:
    """The agency's own counts by half-year; each number links to its notices."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    found = notice_counts(at=clock.now(), agency=agency)
    columns = (
        Column("Reporting period"),
        *(Column(label, numeric=True) for _, label, _ in COUNTED),
    )
    table = Table(
        caption="Notices by reporting period",
        columns=columns,
        rows=[_linked(tally) for tally in found],
        empty=replace(EMPTY, text="No notice began to be owed yet."),
    )
    header = PageHeader(
        title="Notices in numbers",
        eyebrow=agency.display_name,
        lead=CLOCK,
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
        actions=(
            Action("Download as CSV", reverse("desk:notice_counts_csv"), icon="file_download"),
        ),
    )
    note = "OPM sees these numbers too, without the way to the notices: it holds no name."
    return render(
        request, "desk/notices/counts.html", {"header": header, "table": table, "note": note}
    )


def _linked(tally: NoticeCounts) -> list[Any]:
    half, register = str(tally.half_year), reverse("desk:notices")
    cells = [
        TableCell(count, url=f"{register}?show={show}&half_year={half}" if show and count else "")
        for count, show in ((getattr(tally, name), show) for name, _, show in COUNTED)
    ]
    return [TableCell(tally.half_year.label), *cells]


@needs(Permission.VIEW_DETAINERS)
def agency_letters_csv(request: AppHttpRequest) -> HttpResponse:
    """The agency's own counts as a file."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    return _csv(
        "letters", [(agency, tally) for tally in notice_counts(at=clock.now(), agency=agency)]
    )
