"""An agency's audit log and OPM's: every change, read, export and role, newest first.

Entries hold ids and codes, never personal data. The database refuses to change or delete them;
anyone who may read a chain may have it recomputed here and export it as a file, which is an entry
itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.queries import names_of, people_of
from reports.accounts.roles import Permission
from reports.audit.entry_hash import OPM_CHAIN
from reports.audit.models import AuditEntry
from reports.audit.queries import entries_of, length_of
from reports.audit.reading import record_export, record_verification
from reports.audit.verification import verify_chain
from reports.core import clock
from reports.web.audit_log.event_titles import title_of
from reports.web.audit_log.export import entry_lines
from reports.web.audit_log.forms import TrailForm
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of

ON_A_PAGE = 100
MOST_ON_SCREEN = 500_000
COLUMNS = (
    Column("No.", numeric=True, width="narrow"),
    Column("When"),
    Column("What"),
    Column("Who"),
    Column("On"),
)
LEAD = (
    "Every change, read, export and grant. No entry can be changed or deleted; each seals the one"
    " before."
)


@dataclass(frozen=True)
class Chain:
    """Whose audit log is shown, and who may appear in it."""

    code: str
    place: str
    title: str
    name: str
    people: QuerySet[User]


def _agencys(request: AppHttpRequest) -> Chain:
    agency = current_agency(request, Permission.VIEW_AUDIT_LOG)
    return Chain(agency.code, agency.display_name, "Audit log", "agency", people_of(agency))


def _opms() -> Chain:
    place = "Office of Policy and Management"
    return Chain(OPM_CHAIN, place, "OPM audit log", "opm", people_of(None))


@needs(Permission.VIEW_AUDIT_LOG)
def agency(request: AppHttpRequest) -> HttpResponse:
    """The audit log of the current agency."""
    return _page(request, _agencys(request))


@needs(Permission.VIEW_AUDIT_LOG)
@post_only
def agency_export(request: AppHttpRequest) -> StreamingHttpResponse | HttpResponse:
    """The agency's filtered entries, as a file."""
    return _export(request, _agencys(request))


@needs(Permission.VIEW_AUDIT_LOG)
@post_only
def agency_verify(request: AppHttpRequest) -> HttpResponse:
    """Recompute the agency's chain."""
    return _verify(request, _agencys(request))


@needs(Permission.VIEW_OPM_TRAIL)
def opm(request: AppHttpRequest) -> HttpResponse:
    """OPM's own audit log."""
    return _page(request, _opms())


@needs(Permission.VIEW_OPM_TRAIL)
@post_only
def opm_export(request: AppHttpRequest) -> StreamingHttpResponse | HttpResponse:
    """OPM's filtered entries, as a file."""
    return _export(request, _opms())


@needs(Permission.VIEW_OPM_TRAIL)
@post_only
def opm_verify(request: AppHttpRequest) -> HttpResponse:
    """Recompute OPM's chain."""
    return _verify(request, _opms())


def _page(request: AppHttpRequest, chain: Chain) -> HttpResponse:
    form = TrailForm(request.GET, people=chain.people)
    page = page_of(form.narrowed(entries_of(chain.code)), request.GET.get("page"), size=ON_A_PAGE)
    query = urlencode(
        {name: value for name, value in request.GET.items() if name != "page" and value}
    )
    table = Table(
        caption=f"Entries: {page.paginator.count}",
        columns=COLUMNS,
        rows=_rows(list(page.object_list)),
        empty=EmptyState("No entry matches", "Nothing in the audit log lies under these filters."),
        page=links_of(page, query),
    )
    buttons = Buttons(Submit("", "Show", quiet=True), LinkButton("Clear", _address(chain)))
    context: dict[str, Any] = {
        "header": PageHeader(title=chain.title, eyebrow=chain.place, lead=LEAD),
        "table": table,
        "form": form,
        "form_helper": form_helper(
            FormRow(*form.fields), buttons, method="get", css_class="form--filter"
        ),
        "export_url": f"{_address(chain, 'export')}?{query}",
        "verify_url": _address(chain, "verify"),
    }
    return render(request, "audit_log/audit_log.html", context)


def _address(chain: Chain, act: str = "") -> str:
    return reverse(f"audit_log:{chain.name}_{act}" if act else f"audit_log:{chain.name}")


def _rows(entries: list[AuditEntry]) -> list[list[TableCell | str | int]]:
    # The program's own steps keep their word.
    names = names_of(entry.actor for entry in entries if ":" not in entry.actor)
    return [
        [
            entry.seq,
            TableCell(moment=entry.at),
            TableCell(title_of(entry.event), detail=_detail_text(entry)),
            names.get(entry.actor, entry.actor),
            TableCell(entry.subject_type.replace("_", " "), detail=str(entry.subject_id or "")),
        ]
        for entry in entries
    ]


def _detail_text(entry: AuditEntry) -> str:
    return ", ".join([entry.event, *(f"{name} {value}" for name, value in entry.detail.items())])


def _export(request: AppHttpRequest, chain: Chain) -> StreamingHttpResponse | HttpResponse:
    form = TrailForm(request.GET, people=chain.people)
    if not form.is_valid():
        return redirect(f"{_address(chain)}?{request.GET.urlencode()}")
    rows = form.narrowed(entries_of(chain.code))
    made = record_export(
        chain=chain.code,
        entries=rows.count(),
        filters=form.used(),
        by=request.user,
        at=clock.now(),
    )
    response = StreamingHttpResponse(
        entry_lines(rows.filter(seq__lt=made.seq)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="trail-{chain.code}.csv"'
    return response


def _verify(request: AppHttpRequest, chain: Chain) -> HttpResponse:
    if length_of(chain.code) > MOST_ON_SCREEN:
        messages.info(request, TOO_LONG)
        return redirect(_address(chain))
    (number, digest), problem = verify_chain(connection, chain.code)
    record_verification(
        chain=chain.code,
        entries=number,
        is_whole=problem is None,
        by=request.user,
        at=clock.now(),
    )
    if problem is not None:
        messages.error(request, f"Entry {problem.seq}: {problem.why}. {BROKEN}")
    else:
        sealed = f"the last is sealed with {digest[:16]}"
        messages.success(
            request, f"This chain is whole: {number:,} entries recomputed to the last; {sealed}."
        )
    return redirect(_address(chain))


TOO_LONG = (
    "This chain is too long to recompute while you wait. An operator recomputes it with manage.py"
    " verify_trail, which also compares it with signed anchors."
)
BROKEN = (
    "The audit log was changed outside the program. Tell OPM and the operator at once, change"
    " nothing,"
    " and keep the latest backup and anchor."
)
