"""The agency's imports, and bringing a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.imports.jobs.actions import start_import
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import TableImport
from reports.imports.jobs.queries import list_imports
from reports.uploads.tables import TableRefused
from reports.web.desk.imports.forms import ImportFileForm
from reports.web.desk.imports.shared import state_chip
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of

COLUMNS = (
    Column("Uploaded"),
    Column("By"),
    Column("What"),
    Column("Rows", numeric=True),
    Column("Stored", numeric=True),
    Column("Not stored", numeric=True),
    Column("State"),
)
LEAD = (
    "Detainers and ICE accesses from a file of another system. Rows are held to the same rules as"
    " the forms."
)


@needs(Permission.LOG_DETAINER, Permission.RECORD_ACCESS)
def imports(request: AppHttpRequest) -> HttpResponse:
    """Every file that was brought, newest first."""
    agency = current_agency(request, Permission.LOG_DETAINER)
    rows = list_imports(agency, request.user, on=clock.today())
    page = page_of(rows, request.GET.get("page"))
    table = Table(
        caption="Imports",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(job) for job in page.object_list],
        empty=EmptyState("No file was imported", "A file can be CSV, XLSX, XLS or ODS."),
        page=links_of(page),
    )
    header = PageHeader(
        title="Imports",
        eyebrow=agency.display_name,
        lead=LEAD,
        crumbs=desk_crumbs(Crumb("Detainers", reverse("desk:detainers"))),
        actions=(Action("Import a file", reverse("desk:import_new"), kind="primary"),),
    )
    return render(request, "desk/imports/list.html", {"header": header, "table": table})


def _row(job: TableImport) -> list[TableCell]:
    return [
        TableCell(moment=job.uploaded_at, url=reverse("desk:import", args=[job.pk])),
        TableCell("Other system" if job.is_by_interface else job.uploaded_by.name),
        TableCell(KINDS[job.kind].title),
        TableCell(job.rows_total),
        TableCell(job.stored if job.run_requested_at else ""),
        TableCell(job.refused + job.conflicts if job.run_requested_at else ""),
        TableCell(chip=state_chip(job)),
    ]


@needs(Permission.LOG_DETAINER, Permission.RECORD_ACCESS)
def import_new(request: AppHttpRequest) -> HttpResponse:
    """Upload a file; what was found in it comes next."""
    agency = current_agency(request, Permission.LOG_DETAINER)
    form = ImportFileForm(request.POST or None, request.FILES or None)
    started: list[TableImport] = []

    def bring() -> None:
        started.append(
            start_import(
                agency=agency,
                kind=form.cleaned_data["kind"],
                data=form.cleaned_data["file"],
                by=request.user,
                at=clock.now(),
            )
        )

    try:
        if request.method == "POST" and submit_action(form, bring):
            return redirect("desk:import_columns", started[0].pk)
    except TableRefused as refused:
        form.add_error("file", str(refused))
    header = PageHeader(
        title="Import a file",
        eyebrow=agency.display_name,
        lead=LEAD,
        crumbs=desk_crumbs(Crumb("Imports", reverse("desk:imports"))),
    )
    return action_page(
        request, form, header=header, back=reverse("desk:imports"), button="Upload and look at it"
    )
