"""Onboarding of agencies: who was invited, who was trained, and whose mail bounces."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import ROLES, Permission
from reports.core import clock
from reports.core.dates import short_date
from reports.submissions.onboarding import AgencySetup, agency_setup
from reports.training.queries import last_trained
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.pagination import links_of, page_of

SEE = Permission.VIEW_ALL_SUBMISSIONS
BOARD = (
    Column("Agency"),
    Column("People", numeric=True),
    Column("Signed in", numeric=True),
    Column("No backup for"),
    Column("Trained"),
    Column("Mail"),
    Column("State"),
)


@needs(SEE)
def on_board(request: AppHttpRequest) -> HttpResponse:
    """The state of each agency: invited, signed in, a certifier, backups named, trained, reached by
    mail.
    """
    on = clock.today()
    rows = agency_setup(on=on)
    trained = last_trained(row.agency for row in rows)
    page = page_of(rows, request.GET.get("page"))
    header = PageHeader(
        title="Agency readiness",
        crumbs=opm_crumbs(),
        lead="Who can work here when the reporting period ends, and who would be alone.",
        actions=(Action("Bounced email", reverse("opm:mail"), kind="quiet"),),
    )
    table = Table(
        caption="Agencies",
        caption_hidden=True,
        columns=BOARD,
        page=links_of(page),
        rows=[_cells(row, trained) for row in page.object_list],
    )
    return render(
        request,
        "opm/agencies/onboarding.html",
        {"header": header, "table": table, "tiles": _tiles(rows, trained)},
    )


def _tiles(rows: list[AgencySetup], trained: dict[UUID, date]) -> list[Tile]:
    owing = [row for row in rows if row.agency.is_municipal]
    alone = sum(bool(row.people and row.alone) for row in owing)
    return [
        Tile(
            "Municipal agencies",
            len(owing),
            detail=f"{sum(not row.people for row in owing)} not invited yet",
        ),
        Tile("Signed in", sum(bool(row.signed_in) for row in owing)),
        Tile("Without a backup for a role", alone, tone="warning" if alone else "good"),
        Tile("Trained", sum(row.agency.pk in trained for row in owing)),
    ]


def _cells(row: AgencySetup, trained: dict[UUID, date]) -> list[TableCell]:
    day = trained.get(row.agency.pk)
    alone = ", ".join(ROLES[role].title for role in row.alone) if row.people else ""
    return [
        TableCell(row.agency.name),
        TableCell(row.people, detail=f"{row.deactivated} inactive" if row.deactivated else ""),
        TableCell(row.signed_in),
        TableCell(alone or ("nothing" if row.people else "")),
        TableCell(short_date(day) if day else "not recorded"),
        TableCell(f"{row.refused} refused" if row.refused else "arrives" if row.people else ""),
        TableCell(chip=_state(row)),
    ]


def _state(row: AgencySetup) -> Chip:
    if not row.people:
        return Chip("Not invited", "stop")
    if not row.signed_in:
        return Chip("Invited", "waiting")
    if not row.certifiers:
        return Chip("Nobody to certify", "warning")
    return Chip("No backup", "warning") if row.alone else Chip("Ready", "good")
