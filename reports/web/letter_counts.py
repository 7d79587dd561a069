"""Letters owed, late and handed over, in numbers: for OPM by agency, for an agency its own with the
way to each letter.

OPM is shown numbers however small. It holds no name that a small number could point to, it has to
see an agency that falls behind, and none of this is published: what is published goes through
disclosure control.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports import clock
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.law.periods import HalfYear
from reports.notices.queries import LATE_AFTER_HOURS
from reports.notices.tallies import Tally, tallies
from reports.web.components import Action, Cell, Column, Crumb, Empty, PageHeader, Table, Tile
from reports.web.desk.common import current_agency, desk_crumbs
from reports.web.guards import AppHttpRequest, needs
from reports.web.opm_coverage import opm_crumbs

SEE = Permission.VIEW_ALL_SUBMISSIONS
COUNTED = (
    ("all", "Letters owed", ""),
    ("not_made", "Not made", "owed"),
    ("to_hand_over", "To hand over", "waiting"),
    ("late", "Late now", "late"),
    ("served", "Handed over", "served"),
    ("served_late", "Of these, late", "served_late"),
)
CLOCK = (
    f"Late means more than {LATE_AFTER_HOURS} hours after the letter began to be owed. That is this"
    " program's own measure: 54-192h(e)(1) says “upon receiving” and “promptly” and names no hour"
    " (Q16)."
)
WHY_SMALL = (
    "Numbers are shown however small they are. OPM holds no name that a small number could point"
    " to, and must see where an agency falls behind. They are for this office: nothing of this page"
    " is published, and a number below the threshold is not to be passed on."
)
EMPTY = Empty("No letter", "No letter began to be owed in this half-year.")


@needs(SEE)
def opm_letters(request: AppHttpRequest) -> HttpResponse:
    """Every agency in one half-year."""
    at = clock.now()
    found = tallies(at=at)
    halves = sorted(
        {tally.half_year for tally in found} | {HalfYear.of(clock.today())}, reverse=True
    )
    chosen = next((half for half in halves if str(half) == request.GET.get("half_year")), halves[0])
    shown = [tally for tally in found if tally.half_year == chosen]
    names = _names(shown)
    header = PageHeader(
        title="Letters to the persons",
        eyebrow=chosen.label,
        crumbs=opm_crumbs(),
        lead=CLOCK,
        actions=(Action("Download as CSV", reverse("opm:letters_csv"), icon="file_download"),),
    )
    context = {
        "header": header,
        "tiles": _tiles(shown),
        "halves": [(half, half == chosen) for half in halves],
        "table": _agencies_table(_sorted(shown, names), names, chosen),
        "note": WHY_SMALL,
    }
    return render(request, "opm/submissions/letters.html", context)


def _names(shown: Iterable[Tally]) -> dict[UUID, Agency]:
    return Agency.objects.in_bulk({tally.agency_id for tally in shown})


def _sorted(shown: Iterable[Tally], names: dict[UUID, Agency]) -> list[Tally]:
    """Whoever is late most stands first."""
    return sorted(
        shown, key=lambda tally: (-tally.late, -tally.not_made, names[tally.agency_id].name)
    )


def _tiles(shown: Sequence[Tally]) -> list[Tile]:
    total = _total(shown)
    late = sum(bool(tally.late) for tally in shown)
    return [
        Tile("Letters owed", total["all"], detail=_places(len(shown))),
        Tile("Handed over", total["served"], detail=f"{total['served_late']} of them late"),
        Tile("Not made yet", total["not_made"]),
        Tile("Late now", total["late"], detail=_places(late), tone="stop" if late else "good"),
    ]


def _places(count: int) -> str:
    return f"at {count} {'agency' if count == 1 else 'agencies'}"


def _total(shown: Iterable[Tally]) -> dict[str, int]:
    rows = list(shown)
    return {name: sum(getattr(tally, name) for tally in rows) for name, _, _ in COUNTED}


def _agencies_table(shown: Sequence[Tally], names: dict[UUID, Agency], half: HalfYear) -> Table:
    columns = (Column("Agency"), *(Column(label, numeric=True) for _, label, _ in COUNTED))
    rows = [[Cell(names[tally.agency_id].display_name), *_numbers(tally)] for tally in shown]
    return Table(
        caption=f"Letters by agency, {half.label}", columns=columns, rows=rows, empty=EMPTY
    )


def _numbers(tally: Tally) -> list[Cell]:
    return [Cell(getattr(tally, name)) for name, _, _ in COUNTED]


@needs(SEE)
def opm_letters_csv(request: AppHttpRequest) -> HttpResponse:
    """Every agency and half-year."""
    found = tallies(at=clock.now())
    names = _names(found)
    return _csv("letters-by-agency", [(names[tally.agency_id], tally) for tally in found])


@needs(Permission.VIEW_DETAINERS)
def agency_letters(request: AppHttpRequest) -> HttpResponse:
    """The agency's own, half-year by half-year; each number leads to its letters."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    found = tallies(at=clock.now(), agency=agency)
    columns = (Column("Half-year"), *(Column(label, numeric=True) for _, label, _ in COUNTED))
    table = Table(
        caption="Letters by half-year",
        columns=columns,
        rows=[_linked(tally) for tally in found],
        empty=replace(EMPTY, text="No letter began to be owed yet."),
    )
    header = PageHeader(
        title="Letters in numbers",
        eyebrow=agency.display_name,
        lead=CLOCK,
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
        actions=(
            Action("Download as CSV", reverse("desk:notice_counts_csv"), icon="file_download"),
        ),
    )
    note = "OPM sees these numbers too, without the way to the letters: it holds no name."
    return render(
        request, "desk/notice_counts.html", {"header": header, "table": table, "note": note}
    )


def _linked(tally: Tally) -> list[Any]:
    half, register = str(tally.half_year), reverse("desk:notices")
    cells = [
        Cell(count, url=f"{register}?show={show}&half_year={half}" if show and count else "")
        for count, show in ((getattr(tally, name), show) for name, _, show in COUNTED)
    ]
    return [Cell(tally.half_year.label), *cells]


@needs(Permission.VIEW_DETAINERS)
def agency_letters_csv(request: AppHttpRequest) -> HttpResponse:
    """The agency's own as a file."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    return _csv("letters", [(agency, tally) for tally in tallies(at=clock.now(), agency=agency)])


def _csv(name: str, rows: Iterable[tuple[Agency, Tally]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, lineterminator="\r\n")
    writer.writerow(["agency_code", "agency", "half_year", *(name for name, _, _ in COUNTED)])
    for agency, tally in sorted(rows, key=lambda row: (row[0].code, row[1].half_year)):
        counts = [getattr(tally, name) for name, _, _ in COUNTED]
        writer.writerow([agency.code, agency.display_name, tally.half_year, *counts])
    return response
