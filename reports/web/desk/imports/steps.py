"""The steps of an import: how it is read, its columns, storing, canceling, undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reports.core import clock
from reports.core.dates import long_date
from reports.core.refusals import Refused
from reports.imports.jobs.actions import (
    cancel_import,
    choose_columns,
    choose_reading,
    request_run,
    undo_import,
)
from reports.imports.jobs.columns import remembered_columns
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import ImportState, TableImport
from reports.imports.jobs.queries import get_import
from reports.imports.jobs.undo import check_can_undo
from reports.uploads.tables import TableRefused
from reports.web.desk.imports.forms import ColumnsForm, ReadingForm, RunForm, column_initial
from reports.web.desk.imports.page import RECORDS
from reports.web.desk.imports.shared import import_header
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.current_agency import refusal_of
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import Action, Alert, Confirm, SummaryRow

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}


@needs(*RECORDS)
def import_reading(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """Have the file read otherwise."""
    job = get_import(request.user, import_id, on=clock.today())
    form = ReadingForm(
        request.POST if request.method == "POST" else None,
        found=job.found_in_file,
        initial=job.reading,
    )
    try:
        if request.method == "POST" and submit_action(
            form,
            lambda: choose_reading(
                job=job, reading=form.reading(), by=request.user, at=clock.now()
            ),
        ):
            return redirect("desk:import_columns", job.pk)
    except TableRefused as refused:
        form.add_error(None, str(refused))
    return action_page(
        request,
        form,
        header=import_header(job, "How the file is read"),
        back=reverse("desk:import_columns", args=[job.pk]),
        button="Read it like this",
    )


@needs(*RECORDS)
def import_columns(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """What was found, and which column holds each of ours; then every row is checked."""
    job = get_import(request.user, import_id, on=clock.today())
    kind, found = KINDS[job.kind], job.found_in_file
    before = remembered_columns(job.agency, job.kind, job.header)
    takes_over = before is not None and request.GET.get("as") == "before"
    source = before if takes_over and before is not None else job
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        header=job.header,
        first_row=found.get("first_row", ()),
        has_hidden_rows=bool(found.get("hidden_rows")),
        initial={
            **column_initial(source.columns),
            "hidden_rows": job.hidden_rows,
            "day_order": source.day_order,
        },
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: choose_columns(
            job=job,
            columns=form.columns(),
            hidden_rows=form.written("hidden_rows"),
            day_order=form.written("day_order"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return redirect("desk:import", job.pk)
    return action_page(
        request,
        form,
        header=import_header(job, "What the columns mean"),
        back=reverse("desk:import", args=[job.pk]),
        button="Check every row",
        template="desk/imports/columns.html",
        rows=_found_rows(job, found),
        offer=None if before is None or takes_over else _earlier_columns(before),
    )


def _earlier_columns(before: TableImport) -> Alert:
    """The columns of an earlier file with the same headings, to be taken over by hand."""
    return Alert(
        "info",
        "A file with the same headings was imported before",
        f"On {long_date(before.uploaded_at.date())} its columns were chosen. Below is what the"
        " headings seem to mean.",
        action=Action("Take over the columns chosen then", "?as=before"),
    )


def _found_rows(job: TableImport, found: dict[str, Any]) -> list[SummaryRow]:
    """How the file was read; each can be changed."""
    change = reverse("desk:import_reading", args=[job.pk])
    rows = []
    if found.get("is_workbook"):
        rows.append(SummaryRow("Sheet", found.get("sheet"), url=change))
    elif found:
        delimiter = found["delimiter"]
        rows.append(SummaryRow("Encoding", found["encoding"], url=change))
        rows.append(SummaryRow("Delimiter", DELIMITERS.get(delimiter, delimiter), url=change))
    rows.append(SummaryRow("Row with the headings", found.get("header_row"), url=change))
    rows.append(SummaryRow("Rows below it", job.rows_total))
    if found.get("hidden_rows"):
        rows.append(SummaryRow("Hidden rows", found["hidden_rows"], hint="Say below if they count"))
    if found.get("hidden_columns"):
        rows.append(SummaryRow("Hidden columns", ", ".join(found["hidden_columns"])))
    return rows


@needs(*RECORDS)
def import_run(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """Choose what is stored, and have it stored."""
    job = get_import(request.user, import_id, on=clock.today())
    form = RunForm(
        request.POST if request.method == "POST" else None, wrong=job.refused + job.conflicts
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: request_run(
            job=job, mode=form.cleaned_data["mode"], by=request.user, at=clock.now()
        ),
    ):
        return redirect("desk:import", job.pk)
    lead = (
        f"{job.stored} rows can be stored, {job.unchanged} are on record already, {job.refused} are"
        f" wrong, {job.conflicts} are in conflict with a record."
    )
    is_checked = job.state is ImportState.CHECKED
    return action_page(
        request,
        form,
        header=import_header(job, "Store the rows", lead),
        back=reverse("desk:import", args=[job.pk]),
        button="Store them",
        refusal="" if is_checked else "Every row is checked first, and rows are stored once.",
    )


@needs(*RECORDS)
@post_only
def import_cancel(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """Stop it; what came in stays."""
    job = get_import(request.user, import_id, on=clock.today())
    try:
        cancel_import(job=job, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Canceled. What had come in stays, and can be undone.")
    return redirect("desk:import", job.pk)


@needs(*RECORDS)
def import_undo(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """Take back everything that came in, if nothing rests on it."""
    job = get_import(request.user, import_id, on=clock.today())
    if request.method == "POST":
        undo_import(job=job, by=request.user, at=clock.now())
        return action_saved(request, "The import is being undone.", "desk:import", job.pk)
    confirm = Confirm(
        title="Undo this import?",
        text=f"Records that came in with this file: {job.stored}. All of them are deleted.",
        button="Undo the import",
        action_url=request.path,
        cancel_url=reverse("desk:import", args=[job.pk]),
        consequences=(
            "Their numbers stay taken, and the audit log keeps that they were here.",
            "Notices that wait for these records are deleted with them.",
            "The same file can be imported again.",
        ),
        danger=True,
        refusal=refusal_of(lambda: check_can_undo(job)),
    )
    return confirm_page(request, confirm, header=import_header(job, "Undo the import"))
