"""One import: how it stands, what was found, what became of its rows, and the file back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.imports.files import ImportReport
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import ImportState, TableImport
from reports.imports.jobs.queries import annotated_file, get_import
from reports.imports.jobs.results import read_results
from reports.web.desk.imports.shared import import_header
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Action, Column, Progress, Table, TableCell, Tile

RECORDS = (Permission.LOG_DETAINER, Permission.RECORD_ACCESS)
MOST_SHOWN, MOST_GROUPS = 200, 50
ENDED = frozenset({ImportState.DONE, ImportState.CANCELED, ImportState.FAILED})
BEFORE = frozenset({ImportState.NEW, ImportState.CHECKING, ImportState.CHECKED})
WORKING = {
    ImportState.CHECKING: "Every row is being checked",
    ImportState.RUNNING: "The rows are being stored",
    ImportState.UNDOING: "What came in is being taken back",
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(*RECORDS)
def import_page(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """How an import stands, with what was found wrong by value and by row."""
    job = get_import(request.user, import_id, on=clock.today())
    report = read_results(job)
    context: dict[str, Any] = {
        "header": import_header(job, actions=_actions(job)),
        "job": job,
        "progress": _progress(job),
        "tiles": _tiles(job),
        "failed_because": job.failed_because,
        "can_cancel": job.state in BEFORE | {ImportState.RUNNING},
    }
    if report is not None and not job.is_moving:
        context |= _found(job, report)
    return render(request, "desk/imports/page.html", context)


def _actions(job: TableImport) -> tuple[Action, ...]:
    found = []
    if job.state in BEFORE and job.state is not ImportState.CHECKING:
        found.append(Action("Choose columns", reverse("desk:import_columns", args=[job.pk])))
    if job.state is ImportState.CHECKED:
        run = reverse("desk:import_run", args=[job.pk])
        found.append(Action("Go on to storing", run, kind="primary"))
    if job.state is ImportState.FAILED and job.run_requested_at is None:
        found.append(Action("Choose again", reverse("desk:import_columns", args=[job.pk])))
    if job.state in ENDED and job.stored:
        found.append(Action("Undo this import", reverse("desk:import_undo", args=[job.pk])))
    return tuple(found)


@needs(*RECORDS)
def import_progress(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """The progress component alone, for the page that asks."""
    job = get_import(request.user, import_id, on=clock.today())
    return render(request, "components/progress.html", {"progress": _progress(job)})


def _progress(job: TableImport) -> Progress | None:
    here = reverse("desk:import", args=[job.pk])
    if job.is_moving:
        done = f"{job.rows_done} of {job.rows_total} rows."
        if job.state is ImportState.UNDOING:
            done = f"{job.undone} of {job.stored} records."
        poll = reverse("desk:import_progress", args=[job.pk])
        return Progress(WORKING[job.state], "working", poll_url=poll, detail=done)
    return Progress("This step has ended", "done", next_url=here, next_label="Show what was found")


def _tiles(job: TableImport) -> list[Tile]:
    is_stored = job.run_requested_at is not None
    if not is_stored and job.checked_at is None:
        return []
    tiles = [
        Tile("Stored" if is_stored else "Can be stored", job.stored, tone="good"),
        Tile("On record already, unchanged", job.unchanged),
        Tile("Wrong", job.refused, tone="stop" if job.refused else "neutral"),
        Tile("In conflict", job.conflicts, tone="warning" if job.conflicts else "neutral"),
    ]
    if job.undone_at is not None:
        tiles += [Tile("Taken back", job.undone), Tile("Kept, in use", job.kept)]
    return tiles


def _found(job: TableImport, report: ImportReport) -> dict[str, Any]:
    titles = KINDS[job.kind].titles
    return {
        "groups": _groups(report, titles),
        "problems": _problems(report, titles),
        "warnings": report.warnings[:MOST_SHOWN],
        "problem_count": len(report.problems),
        "most_shown": MOST_SHOWN,
        "has_file": job.upload_id is not None,
    }


def _groups(report: ImportReport, titles: dict[str, str]) -> Table:
    return Table(
        caption="What is wrong, by value",
        columns=(Column("Column"), Column("Value"), Column("Rule"), Column("Rows", numeric=True)),
        rows=[
            [TableCell(titles.get(column, column)), TableCell(value), TableCell(rule), count]
            for (column, value, rule), count in report.by_value.most_common(MOST_GROUPS)
            if count
        ],
    )


def _problems(report: ImportReport, titles: dict[str, str]) -> Table:
    words = {"error": "Wrong", "conflict": "Conflict", "warning": "Worth a look"}
    return Table(
        caption="Row by row",
        columns=(
            Column("Row", numeric=True),
            Column("Column"),
            Column("Value"),
            Column("Rule"),
            Column("What to do"),
            Column("Kind"),
        ),
        rows=[
            [
                TableCell(found.row),
                TableCell(titles.get(found.column, found.column)),
                TableCell(found.value),
                TableCell(found.rule),
                TableCell(found.cure),
                TableCell(words.get(found.level, found.level)),
            ]
            for found in report.problems[:MOST_SHOWN]
        ],
    )


@needs(*RECORDS)
def import_csv(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """The file as CSV with a column of what is wrong."""
    return _file(request, import_id, "csv")


@needs(*RECORDS)
def import_workbook(request: AppHttpRequest, import_id: UUID) -> HttpResponse:
    """The file as a workbook with a column of what is wrong."""
    return _file(request, import_id, "xlsx")


def _file(request: AppHttpRequest, import_id: UUID, name: str) -> HttpResponse:
    job = get_import(request.user, import_id, on=clock.today())
    response = HttpResponse(annotated_file(job, name), content_type=TYPES[name])
    response["Content-Disposition"] = f'attachment; filename="import-with-errors.{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
