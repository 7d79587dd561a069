"""How the installation runs: what waits and since when, what was given up, who does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reports.accounts.actions.background_work import retry_work
from reports.accounts.roles import Permission
from reports.core import clock
from reports.mail.queries import failed_deliveries
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, Node
from reports.outbox.nodes import release
from reports.outbox.queries import dead_work, nodes, queue_state
from reports.outbox.registry import kind_named
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.health import LATE_WORK, OLD_BACKUP, lanes_served, last_backup
from reports.web.shared.html.components import (
    Action,
    Alert,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.pagination import links_of, page_of

MAIL_SHOWN = timedelta(days=30)
CLOCK_TOLERATED_SECONDS = 5.0
LOW_DISK_PERCENT = 10
LANES: Mapping[str, str] = {
    Lane.URGENT: "Custody alarms",
    Lane.NOTICES: "Notices and receipts",
    Lane.MAIL: "Email",
    Lane.PUBLICATION: "Publication",
    Lane.BULK: "Everything else",
}
KINDS = {
    "render_notice": "Prepare a notice",
    "render_notice_paper": "Prepare what goes with a notice",
    "render_receipt": "Prepare a receipt",
    "mail_notice_link": "Email the link to a notice",
    "custody_watch": "Look for releases that are due",
    "custody_warning_mail": "Email about a release that is due",
    "court_order_alarm": "Email about a court order",
    "act_against_decision_alarm": "Email about an act that differs from the decision",
    "conviction_erased_alarm": "Email about an erased conviction",
    "send_digest": "Send the daily email",
    "role_mail": "Email about a role",
    "role_message": "Message about a role",
    "link_mail": "Email about a one-time link",
    "half_year_round": "Open and close reporting periods",
    "edition.publish": "Publish an edition",
    "count_federal_file": "Count a federal file",
}
WHY = {
    "WorkerLost": "The worker ended each time",
    "SoftTimeLimitExceeded": "It took too long",
    "UnknownKind": "This release does not know such work",
}


@needs(Permission.MANAGE_OPM_MEMBERS)
def operations(request: AppHttpRequest) -> HttpResponse:
    """Queue by lane, work given up, workers, backup and mail."""
    at = clock.database_now()
    found = list(nodes(at=at))
    header = PageHeader(
        title="Operations",
        crumbs=opm_crumbs(),
        lead="What runs in the background. No record and no name can be seen here.",
    )
    page = page_of(dead_work(), request.GET.get("page"))
    context = {
        "header": header,
        "alerts": list(_alerts(found, at)),
        "tiles": _tiles(at),
        "lanes": _lanes(at),
        "dead": [_dead(job) for job in page.object_list],
        "pages": links_of(page),
        "workers": _workers(found),
    }
    return render(request, "opm/operations.html", context)


@needs(Permission.MANAGE_OPM_MEMBERS)
@post_only
def work_retry(request: AppHttpRequest, job_id: UUID) -> HttpResponse:
    """Try work again that was given up."""
    job = get_object_or_404(Job, pk=job_id)
    retry_work(job=job, by=request.user, at=clock.now())
    messages.success(request, "It is being tried again.")
    return redirect("opm:operations")


def _alerts(found: list[Node], at: datetime) -> Iterable[Alert]:
    missing = [LANES[lane] for lane in Lane if lane not in lanes_served(found)]
    if missing:
        yield Alert("stop", "No worker does this work", "It waits and is not lost.", items=missing)
    if any(node.broker_answers is False for node in found):
        yield Alert(
            "warning",
            "Redis does not answer a worker",
            "Work goes on, one thing after another, and begins a few seconds later.",
        )
    if any(not node.storage_written for node in found):
        yield Alert("stop", "A worker cannot write to file storage", "Notices wait for it.")
    late = queue_state(at=at).oldest_due
    if late >= LATE_WORK:
        yield Alert("warning", f"The oldest work has waited for {_duration(late)}")


def _tiles(at: datetime) -> list[Tile]:
    backup = last_backup()
    when = datetime.fromisoformat(backup["at"]) if backup["at"] else None
    bounced = failed_deliveries(since=at - MAIL_SHOWN).count()
    return [
        Tile(
            "Last backup on this node",
            f"{_duration(at - when)} ago" if when else "none",
            detail="" if backup["ok"] else f"older than {_duration(OLD_BACKUP)}, or none was made",
            tone="neutral" if backup["ok"] else "warning",
        ),
        Tile("Emails refused in 30 days", bounced, url=reverse("opm:mail")),
        Tile("Release of this node", release()),
    ]


def _lanes(at: datetime) -> Table:
    columns = (
        Column("Work"),
        Column("Waiting", numeric=True),
        Column("Being done", numeric=True),
        Column("Given up", numeric=True),
        Column("Oldest due"),
    )
    states = [(lane, queue_state(at=at, lane=lane)) for lane in Lane]
    rows = [
        [
            TableCell(LANES[lane]),
            TableCell(state.waiting),
            TableCell(state.being_done),
            TableCell(state.given_up),
            TableCell(_duration(state.oldest_due) if state.oldest_due else "none"),
        ]
        for lane, state in states
    ]
    return Table(caption="Work by kind", columns=columns, rows=rows, caption_hidden=True)


def _dead(job: Job) -> dict[str, object]:
    title = KINDS.get(job.kind, job.kind)
    return {
        "title": title,
        "lane": LANES[kind_named(job.kind).lane],
        "why": WHY.get(job.error_code, job.error_code),
        "attempts": job.attempts,
        "since": job.created_at,
        "id": job.pk,
        "retry": Action(f"Try again: {title}", reverse("opm:work_retry", args=[job.pk]), post=True),
    }


def _workers(found: list[Node]) -> Table:
    columns = (
        Column("Worker"),
        Column("Release"),
        Column("Work"),
        Column("Redis"),
        Column("File storage"),
        Column("Tables"),
        Column("Disk free", numeric=True),
        Column("Clock"),
    )
    return Table(
        caption="Workers",
        caption_hidden=True,
        columns=columns,
        rows=[_worker_cells(node) for node in found],
        empty=EmptyState("No worker has been heard of in the last minute"),
    )


def _worker_cells(node: Node) -> list[TableCell]:
    broker = {True: "answers", False: "does not answer", None: "none"}[node.broker_answers]
    clock_is_right = abs(node.clock_ahead_seconds) < CLOCK_TOLERATED_SECONDS
    return [
        TableCell(node.name),
        TableCell(node.release),
        TableCell(", ".join(LANES.get(lane, lane) for lane in node.lanes.split(","))),
        TableCell(broker),
        TableCell("written" if node.storage_written else "cannot be written"),
        TableCell("of this release" if node.schema_is_current else "of another release"),
        TableCell(
            f"{node.disk_free_percent}%",
            detail="low" if node.disk_free_percent < LOW_DISK_PERCENT else "",
        ),
        TableCell(
            "right" if clock_is_right else f"{node.clock_ahead_seconds:+.0f} seconds",
        ),
    ]


def _duration(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    for size, word in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            number = minutes // size
            return f"{number} {word}{'s' if number != 1 else ''}"
    return "less than a minute"
