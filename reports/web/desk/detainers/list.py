"""The list of detainers, and the search for a person.

Filters may be in the address because they say nothing about a person. A name never is: the search
is a POST, its results are a page without an address of their own, and names are found by blind
index.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.views import record_list_view
from reports.detainers.models import Detainer
from reports.detainers.policies import check_can_log
from reports.detainers.queries import list_detainers
from reports.detainers.vocabulary import CustodyOutcome
from reports.lifecycle import refusal
from reports.web.desk.detainers.forms.search import FilterForm
from reports.web.desk.exports.buttons import export_buttons
from reports.web.desk.shared import desk_crumbs, status_chip
from reports.web.shared.current_agency import current_agency, listed
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    EmptyState,
    PageHeader,
    PageLinks,
    Table,
    TableCell,
)
from reports.web.shared.html.labels import label_of
from reports.web.shared.html.pagination import links_of, page_of

COLUMNS = (
    Column("Number", sort="number", width="narrow"),
    Column("Person"),
    Column("Received", sort="received"),
    Column("Asked"),
    Column("Release due", sort="release"),
    Column("Status", sort="status"),
)


@needs(Permission.VIEW_DETAINERS)
def detainers(request: AppHttpRequest) -> HttpResponse:
    """The agency's detainers that match the filters, newest first."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    form = FilterForm(request.GET or {})
    wanted = form.cleaned_data if form.is_valid() else {}
    sort = request.GET.get("sort", "-received")
    page = page_of(list_detainers(agency, sort=sort, **wanted), request.GET.get("page"))
    record_list_view(
        agency=agency,
        event="detainers.listed",
        shown=len(page.object_list),
        by=request.user,
        at=clock.now(),
    )
    query = urlencode(
        {
            name: value
            for name, value in request.GET.items()
            if name not in {"page", "sort"} and value
        }
    )
    context = {
        "header": _header(request, agency),
        "form": form,
        "form_helper": _filter_helper(),
        "table": _table(
            list(page.object_list), sort, query, links_of(page, _with_sort(query, sort))
        ),
        "total": page.paginator.count,
    }
    return render(request, "desk/detainers/list.html", context)


def _header(request: AppHttpRequest, agency: Agency) -> PageHeader:
    refused = refusal(check_can_log, request.user, agency, on=clock.today())
    return PageHeader(
        title="Detainers",
        eyebrow=agency.display_name,
        lead="Every request from a federal immigration authority, whatever came of it.",
        crumbs=desk_crumbs(),
        actions=(
            *export_buttons(request, agency, "desk:detainers_export"),
            Action("Find a person", reverse("desk:person_search"), icon="search"),
            Action("Import a file", reverse("desk:imports"), refusal=refused),
            Action("Log detainer", reverse("desk:entry_new"), kind="primary", refusal=refused),
        ),
    )


def _filter_helper() -> Any:
    fields = FormRow("status", "purpose", "outcome", "received_from", "received_to")
    buttons = Buttons(
        Submit("", "Show", quiet=True), LinkButton("Clear", reverse("desk:detainers"))
    )
    return form_helper(fields, buttons, method="get", css_class="form--filter")


def _with_sort(query: str, sort: str) -> str:
    own = "" if sort == "-received" else urlencode({"sort": sort})
    return "&".join(part for part in (query, own) if part)


def _table(rows: list[Detainer], sort: str, query: str, page: PageLinks) -> Table:
    return Table(
        caption="Detainers",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[detainer_row(row) for row in rows],
        empty=EmptyState(
            "No detainer matches",
            "Nothing is recorded under these filters. Zero is the normal case in most towns.",
        ),
        sort=sort,
        base_query=query,
        page=page,
    )


def detainer_row(detainer: Detainer) -> list[TableCell]:
    """One detainer as a row of a list."""
    return [
        TableCell(detainer.reference, url=reverse("desk:detainer", args=[detainer.pk])),
        TableCell(detainer.named.full_name),
        TableCell(
            moment=detainer.received_at,
            detail="entered later" if detainer.was_entered_later else "",
        ),
        TableCell(listed(label_of(purpose) for purpose in detainer.purposes)),
        _release_cell(detainer),
        TableCell(
            chip=status_chip(detainer),
            detail=CustodyOutcome(detainer.outcome).label if detainer.outcome else "",
        ),
    ]


def _release_cell(detainer: Detainer) -> TableCell:
    if detainer.release_due_at:
        return TableCell(moment=detainer.release_due_at)
    return TableCell({True: "not set", False: "not in custody", None: ""}[detainer.in_custody])
