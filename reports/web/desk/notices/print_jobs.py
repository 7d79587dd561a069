"""Print batches: all notices to serve, in one run with separators. An interrupted batch can be
resumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused, StateRefused
from reports.notices.actions.open import record_printed
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.cases import owed_notices
from reports.notices.kinds import TITLES, NoticeKind
from reports.notices.models import PrintJob, PrintJobItem
from reports.notices.printing.bundle import Part, assemble
from reports.notices.printing.parts import is_printable, part_for
from reports.notices.printing.queries import (
    count_items,
    get_print_job,
    items_of,
    list_print_jobs,
    unprinted,
)
from reports.notices.queries import notices_to_print, register, waiting_notices
from reports.web.desk.notices.forms.notices import PrintedForm
from reports.web.desk.notices.page.cards import notice_chip
from reports.web.desk.notices.page.progress import is_given_up
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Progress,
    Table,
    TableCell,
)
from reports.workflow.notices import issue_owed_notice

LETTERS_IN_A_FILE = 40
LARGEST_FILE = 48 * 1024 * 1024
COLUMNS = (
    Column("Started"),
    Column("By"),
    Column("Notices", numeric=True),
    Column("Printed", numeric=True),
)


@needs(Permission.ISSUE_NOTICE)
def print_jobs(request: AppHttpRequest) -> HttpResponse:
    """The agency's print batches, and the button that starts one with everything that waits."""
    agency = current_agency(request, Permission.ISSUE_NOTICE)
    rows = [
        [
            TableCell(
                moment=found.job.started_at, url=reverse("desk:print_job", args=[found.job.pk])
            ),
            TableCell(found.job.started_by.name),
            TableCell(found.items),
            TableCell(
                found.printed,
                chip=Chip("All printed", "good") if found.printed == found.items else None,
            ),
        ]
        for found in list_print_jobs(agency)
    ]
    empty = EmptyState(
        "No print job yet",
        "One job holds every notice that waits, with a separator in front of each.",
    )
    table = Table(
        caption="Print batches", caption_hidden=True, columns=COLUMNS, rows=rows, empty=empty
    )
    waiting = len(register(agency, at=clock.now()))
    header = PageHeader(
        title="Print batches",
        eyebrow=agency.display_name,
        lead=f"Notices that wait to be served: {waiting}.",
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
        actions=(
            Action(
                "Print all that are owed",
                reverse("desk:print_start"),
                kind="primary",
                post=True,
                refusal="" if waiting else "No notice waits.",
            ),
        ),
    )
    return render(request, "desk/notices/print_jobs.html", {"header": header, "table": table})


@needs(Permission.ISSUE_NOTICE)
@post_only
def print_start(request: AppHttpRequest) -> HttpResponse:
    """Issue the notices that are owed, then put all that wait into one batch."""
    agency = current_agency(request, Permission.ISSUE_NOTICE)
    left = _make_owed(request, agency)
    job = start_print_job(
        agency=agency, notices=waiting_notices(agency), by=request.user, at=clock.now()
    )
    if left:
        messages.warning(
            request,
            f"Notices that could not be made yet: {left}. They stay in the list of what is owed.",
        )
    return redirect("desk:print_job", job.pk)


def _make_owed(request: AppHttpRequest, agency: Agency) -> int:
    """Each on its own: a notice that must wait does not stop the others. Returns how many wait."""
    left = 0
    for line in owed_notices(agency, at=clock.now()):
        try:
            made = issue_owed_notice(
                kind=NoticeKind(line.kind),
                subject_id=line.subject_id,
                by=request.user,
                at=clock.now(),
            )
            left += made is None
        except Refused:
            left += 1
    return left


def _job(request: AppHttpRequest, job_id: UUID) -> PrintJob:
    """The job if it is of an agency whose records may be seen. Raises NotFound."""
    return get_print_job(request.user, job_id, on=clock.today())


@needs(Permission.ISSUE_NOTICE)
def print_job(request: AppHttpRequest, job_id: UUID) -> HttpResponse:
    """The state of a batch: what is rendered, what was printed, and the rest as one file."""
    job = _job(request, job_id)
    parts = items_of(job)
    left = [part for part in parts if part.printed_at is None]
    form = PrintedForm(request.POST or None, parts=len(parts))
    if request.method == "POST" and submit_action(
        form,
        lambda: mark_printed(
            job=job, through=form.cleaned_data["through"], by=request.user, at=clock.now()
        ),
    ):
        return redirect("desk:print_job", job.pk)
    ready = [part for part in left if is_printable(part.notice)]
    header = PageHeader(
        title="Print job",
        eyebrow=job.agency.display_name,
        crumbs=desk_crumbs(
            Crumb("Notices", reverse("desk:notices")),
            Crumb("Print batches", reverse("desk:print_jobs")),
        ),
        actions=(
            Action(
                "Open the rest to print" if len(left) < len(parts) else "Open the file to print",
                reverse("desk:print_file", args=[job.pk]),
                kind="primary",
                icon="print",
                refusal="" if ready else "Nothing is left that could be printed.",
            ),
        ),
    )
    context = {
        "header": header,
        "progress": _progress(job, parts),
        "table": _table(parts),
        "form": form,
        "form_helper": form.helper,
        "left": len(left),
        "most": LETTERS_IN_A_FILE,
    }
    return render(
        request,
        "desk/notices/print_job.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _progress(job: PrintJob, parts: list[PrintJobItem]) -> Progress:
    made = sum(part.notice.file_id is not None for part in parts)
    failed = sum(part.notice.file_id is None and is_given_up(part.notice) for part in parts)
    printed = sum(part.printed_at is not None for part in parts)
    poll = reverse("desk:print_progress", args=[job.pk])
    progress = f"Made: {made} of {len(parts)}. Printed: {printed} of {len(parts)}."
    if made + failed == len(parts) and failed:
        detail = f"{progress} Could not be made: {failed}. Each notice’s page says why."
        return Progress("Not every notice could be made", "failed", detail=detail)
    if made < len(parts):
        return Progress("Notices are being made", "working", poll_url=poll, detail=progress)
    return Progress(
        "All printed" if printed == len(parts) else "All notices are made", "done", detail=progress
    )


@needs(Permission.ISSUE_NOTICE)
def print_progress(request: AppHttpRequest, job_id: UUID) -> HttpResponse:
    """The progress component alone, for the page that asks."""
    job = _job(request, job_id)
    progress = _progress(job, items_of(job))
    return render(request, "components/progress.html", {"progress": progress})


def _table(parts: list[PrintJobItem]) -> Table:
    rows = [
        [
            TableCell(part.position),
            TableCell(
                f"No. {part.notice.number}",
                url=reverse("desk:notice", args=[part.notice_id]),
                detail=TITLES[part.notice.kind],
            ),
            TableCell(chip=notice_chip(part.notice)),
            TableCell(moment=part.printed_at) if part.printed_at else TableCell("Not printed yet"),
        ]
        for part in parts
    ]
    columns = (Column("Part", numeric=True), Column("Notice"), Column("State"), Column("Printed"))
    return Table(caption="Parts of this job, in order", columns=columns, rows=rows)


@needs(Permission.VIEW_PERSON)
def print_file(request: AppHttpRequest, job_id: UUID) -> HttpResponse:
    """The items not printed yet, as one file; each notice in it is an entry in the audit log.

    A notice that was voided or replaced since the batch started must not be served, so it is left
    out.
    """
    job = _job(request, job_id)
    total = count_items(job)
    chosen = unprinted(job, at_most=LETTERS_IN_A_FILE)
    found = notices_to_print(chosen.values())
    if not found:
        raise StateRefused("Nothing is left in this job that could be printed.")
    parts = _that_fit(
        part_for(found[notice_id], place=f"Part {position} of {total}")
        for position, notice_id in chosen.items()
    )
    printed = [found[notice_id] for notice_id in list(chosen.values())[: len(parts)]]
    record_printed(notices=printed, by=request.user, at=clock.now())
    return sealed_response(assemble(parts), "application/pdf", f"letters-{job.started_at:%Y%m%d}")


def _that_fit(parts: Iterable[Part]) -> list[Part]:
    """The first ones, as many as one file may hold: copies behind covers can be large. At least
    one.
    """
    chosen: list[Part] = []
    size = 0
    for part in parts:
        size += sum(map(len, part.files))
        if chosen and size > LARGEST_FILE:
            break
        chosen.append(part)
    return chosen
