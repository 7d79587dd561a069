"""The agency's trail on the screen: every change, read, export and grant, newest first, for whoever
answers for it.

Entries hold ids and codes, never personal data. The database refuses to change or delete them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.audit.models import AuditEntry
from reports.audit.queries import entries_of
from reports.web.desk.detainers.forms.search import TrailFilterForm
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Column,
    EmptyState,
    PageHeader,
    PageLinks,
    Table,
    TableCell,
)

ON_A_PAGE = 100
COLUMNS = (
    Column("No.", numeric=True, width="narrow"),
    Column("When"),
    Column("What"),
    Column("Who"),
    Column("On"),
)


@needs(Permission.VIEW_AUDIT_LOG)
def trail(request: AppHttpRequest) -> HttpResponse:
    """Entries of the agency's chain, narrowed by what, when or on which record."""
    agency = current_agency(request, Permission.VIEW_AUDIT_LOG)
    form = TrailFilterForm(request.GET or {})
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(_narrowed(entries_of(agency.code), wanted), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    entries = list(page.object_list)
    query = urlencode(
        {name: value for name, value in request.GET.items() if name != "page" and value}
    )
    table = Table(
        caption="Trail",
        caption_hidden=True,
        columns=COLUMNS,
        rows=_rows(entries),
        empty=EmptyState("No entry matches", "Nothing in the trail lies under these filters."),
        page=PageLinks(page.number, page.paginator.num_pages, query),
    )
    buttons = Buttons(Submit("", "Show", quiet=True), LinkButton("Clear", "?"))
    header = PageHeader(
        title="Trail",
        eyebrow=agency.display_name,
        lead=(
            "Every change, read, export and grant. No entry can be changed or deleted; each seals"
            " the one before."
        ),
        crumbs=desk_crumbs(),
    )
    helper = form_helper(FormRow(*form.fields), buttons, method="get", css_class="form--filter")
    return render(
        request,
        "desk/trail.html",
        {"header": header, "table": table, "form": form, "form_helper": helper},
    )


def _narrowed(rows: QuerySet[AuditEntry], wanted: dict[str, Any]) -> QuerySet[AuditEntry]:
    if wanted.get("event"):
        rows = rows.filter(event__startswith=wanted["event"])
    if wanted.get("subject"):
        rows = rows.filter(subject_id=wanted["subject"])
    if wanted.get("starts_on"):
        rows = rows.filter(at__date__gte=wanted["starts_on"])
    if wanted.get("ends_on"):
        rows = rows.filter(at__date__lte=wanted["ends_on"])
    return rows


def _rows(entries: list[AuditEntry]) -> list[list[TableCell | str | int]]:
    names = _names(entries)
    return [
        [
            entry.seq,
            TableCell(moment=entry.at),
            TableCell(
                entry.event,
                detail=", ".join(f"{name} {value}" for name, value in entry.detail.items()),
            ),
            names.get(entry.actor, entry.actor),
            TableCell(entry.subject_type, detail=str(entry.subject_id or "")),
        ]
        for entry in entries
    ]


def _names(entries: list[AuditEntry]) -> dict[str, str]:
    """Who the actors are, in one query; the program's own steps keep their word."""
    ids = {entry.actor for entry in entries if _is_id(entry.actor)}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=ids)}


def _is_id(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True
