"""The agency's accesses: under a detainer or by other means, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.kinds import AccessKind, Basis
from reports.access.models import Access
from reports.access.policies import check_can_record
from reports.access.queries import list_accesses
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.web.desk.exports.buttons import export_buttons
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of

COLUMNS = (
    Column("When"),
    Column("What was done"),
    Column("Why"),
    Column("Under"),
    Column("Time spent", numeric=True),
)


@needs(Permission.RECORD_ACCESS, Permission.VIEW_DETAINERS)
def accesses(request: AppHttpRequest) -> HttpResponse:
    """The agency's ICE accesses, newest first: public on request and counted in reports."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    page = page_of(list_accesses(agency), request.GET.get("page"))
    table = Table(
        caption="Accesses",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(access) for access in page.object_list],
        empty=EmptyState(
            "No access is recorded",
            "Refusals are far more common. An access is recorded when something was done.",
        ),
        page=links_of(page),
    )
    return render(
        request, "desk/access/list.html", {"header": _list_header(request, agency), "table": table}
    )


def _list_header(request: AppHttpRequest, agency: Agency) -> PageHeader:
    new = Action(
        "Record an access without a detainer",
        reverse("desk:access_new"),
        kind="primary",
        refusal=refusal(check_can_record, request.user, agency, on=clock.today()),
    )
    return PageHeader(
        title="ICE access",
        eyebrow=agency.display_name,
        lead=(
            "Each act (A) to (F) as it was done, under a detainer or by other means, 54-192h(a)(6)."
        ),
        crumbs=desk_crumbs(),
        actions=(*export_buttons(request, agency, "desk:accesses_export"), new),
    )


def _row(access: Access) -> list[TableCell]:
    minutes = "" if access.minutes_spent is None else f"{access.minutes_spent} min"
    return [
        TableCell(moment=access.occurred_at, url=reverse("desk:access", args=[access.pk])),
        TableCell(AccessKind(access.kind).label, chip=_state(access)),
        TableCell(Basis(access.basis).label),
        (
            TableCell(
                f"Detainer {access.detainer.reference}",
                url=reverse("desk:detainer", args=[access.detainer.pk]),
            )
            if access.detainer
            else TableCell("no detainer")
        ),
        TableCell(minutes),
    ]


def _state(access: Access) -> Chip | None:
    if access.voided_at:
        return Chip("Voided", "neutral")
    return Chip("Corrected", "neutral") if list(access.corrections.all()) else None
