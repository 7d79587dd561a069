"""Counts of notices owed, late and served, of all agencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.queries import agencies_by_id
from reports.accounts.roles import Permission
from reports.core import clock
from reports.law.half_years import HalfYear
from reports.notices.counts import NoticeCounts, notice_counts
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.notice_counts import CLOCK, COUNTED, EMPTY, _csv

SEE = Permission.VIEW_ALL_SUBMISSIONS


WHY_SMALL = (
    "Numbers are shown however small they are. OPM holds no name that a small number could point"
    " to, and must see where an agency falls behind. They are for this office: nothing of this page"
    " is published, and a number below the threshold is not to be passed on."
)


@needs(SEE)
def opm_letters(request: AppHttpRequest) -> HttpResponse:
    """Every agency in one half-year."""
    at = clock.now()
    found = notice_counts(at=at)
    halves = sorted(
        {tally.half_year for tally in found} | {HalfYear.of(clock.today())}, reverse=True
    )
    chosen = next((half for half in halves if str(half) == request.GET.get("half_year")), halves[0])
    shown = [tally for tally in found if tally.half_year == chosen]
    names = agencies_by_id(tally.agency_id for tally in shown)
    header = PageHeader(
        title="Notices to the persons",
        eyebrow=chosen.label,
        crumbs=opm_crumbs(),
        lead=CLOCK,
        actions=(
            Action("Download as CSV", reverse("opm:notice_counts_csv"), icon="file_download"),
        ),
    )
    context = {
        "header": header,
        "tiles": _tiles(shown),
        "halves": [(half, half == chosen) for half in halves],
        "table": _agencies_table(_sorted(shown, names), names, chosen),
        "note": WHY_SMALL,
    }
    return render(request, "opm/notices/counts.html", context)


def _sorted(shown: Iterable[NoticeCounts], names: dict[UUID, Agency]) -> list[NoticeCounts]:
    """The agency with the most late notices first."""
    return sorted(
        shown, key=lambda tally: (-tally.late, -tally.not_made, names[tally.agency_id].name)
    )


def _tiles(shown: Sequence[NoticeCounts]) -> list[Tile]:
    total = _total(shown)
    late = sum(bool(tally.late) for tally in shown)
    return [
        Tile("Notices due", total["all"], detail=_places(len(shown))),
        Tile("Served", total["served"], detail=f"{total['served_late']} of them late"),
        Tile("Not made yet", total["not_made"]),
        Tile("Late now", total["late"], detail=_places(late), tone="stop" if late else "good"),
    ]


def _places(count: int) -> str:
    return f"at {count} {'agency' if count == 1 else 'agencies'}"


def _total(shown: Iterable[NoticeCounts]) -> dict[str, int]:
    rows = list(shown)
    return {name: sum(getattr(tally, name) for tally in rows) for name, _, _ in COUNTED}


def _agencies_table(
    shown: Sequence[NoticeCounts], names: dict[UUID, Agency], half: HalfYear
) -> Table:
    columns = (Column("Agency"), *(Column(label, numeric=True) for _, label, _ in COUNTED))
    rows = [[TableCell(names[tally.agency_id].display_name), *_numbers(tally)] for tally in shown]
    return Table(
        caption=f"Notices by agency, {half.label}", columns=columns, rows=rows, empty=EMPTY
    )


def _numbers(tally: NoticeCounts) -> list[TableCell]:
    return [TableCell(getattr(tally, name)) for name, _, _ in COUNTED]


@needs(SEE)
def opm_letters_csv(request: AppHttpRequest) -> HttpResponse:
    """Every agency and half-year."""
    found = notice_counts(at=clock.now())
    names = agencies_by_id(tally.agency_id for tally in found)
    return _csv("letters-by-agency", [(names[tally.agency_id], tally) for tally in found])
