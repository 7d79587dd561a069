"""OPM's desk: what waits, the queue, reports of none accepted together."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reports import clock
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.submissions import queries
from reports.submissions.actions.desk import drop_filter, save_filter
from reports.submissions.actions.reviewing import accept_nil
from reports.submissions.messages import waiting_for
from reports.submissions.models import Period, SavedFilter, Submission
from reports.submissions.queue import (
    QueueFilter,
    contradicted,
    disputes_about,
    not_told,
    queue,
    queue_counts,
    reviewer_of,
    unreported,
)
from reports.submissions.status import FilingStatus
from reports.web.components import Action, Cell, Column, Empty, PageHeader, Table, Tile, WaitingItem
from reports.web.crispy import Buttons, LinkButton, Row, Submit, form_helper
from reports.web.guards import AppHttpRequest, needs, post_only
from reports.web.law.parts import law_items
from reports.web.opm_forms import QueueFilterForm
from reports.web.submission_parts import address, links_of, page_of, status_chip

SEE = Permission.VIEW_ALL_SUBMISSIONS
MOST_AT_ONCE = 200


@needs(SEE, Permission.MANAGE_TRAINING)
def home(request: AppHttpRequest) -> HttpResponse:
    """Where the half-years stand, and what waits for this person."""
    on = clock.today()
    sees = can(request.user, SEE, on=on)
    header = PageHeader(
        title="OPM's desk",
        lead="Half-years from arrival to acceptance. No name of a person is ever shown here.",
    )
    context = {
        "header": header,
        "tiles": _tiles(request) if sees else [],
        "items": _waiting(request),
    }
    return render(
        request, "opm/submissions/home.html", {**context, "links": _links(request) if sees else []}
    )


def _tiles(request: AppHttpRequest) -> list[Tile]:
    counts = queue_counts(request.user)
    queue_url = reverse("opm:submissions")
    tiles = [
        Tile(
            "Waiting for an answer",
            counts["waiting"],
            detail=f"{counts['nil']} of them report none",
            url=queue_url,
        ),
        Tile("In my hands", counts["mine"], url=f"{queue_url}?assigned=mine"),
        Tile("Returned, answer outstanding", counts["returned"], url=f"{queue_url}?state=returned"),
    ]
    over = next(
        (
            period
            for period in queries.periods_shown(clock.today())
            if period.is_over(clock.today())
        ),
        None,
    )
    return tiles if over is None else [*tiles, *_tiles_about(over, on=clock.today())]


def _tiles_about(over: Period, *, on: date) -> list[Tile]:
    """Who is still to report for the half-year that ended last, and which disputes wait for an
    answer.
    """
    disputes = disputes_about(over)
    rows, waiting = (
        unreported(over, on=on, disputes=disputes),
        sum(row.answered_at is None for row in disputes),
    )
    missing = sum(row.status == FilingStatus.MISSING for row in rows)
    untold = len(not_told(rows))
    detail = f"{untold} of them not told or disputing" if untold else over.title
    url = reverse("opm:missing", args=[over.half_year])
    return [
        Tile(
            "Still to report",
            len(rows),
            detail=detail,
            url=url,
            tone="warning" if missing else "neutral",
        ),
        Tile("Open disputes", waiting, tone="warning" if waiting else "neutral"),
    ]


def _waiting(request: AppHttpRequest) -> list[WaitingItem]:
    items = waiting_for(request.user, clock.today())[:20]
    told = [
        WaitingItem(item.title, address(item.url_name, **item.url_kwargs), detail=item.detail)
        for item in items
    ]
    return [*law_items(request.user, on=clock.today()), *told]


def _links(request: AppHttpRequest) -> list[Action]:
    names = [
        ("Queue", "opm:submissions"),
        ("Reports of none", "opm:nil"),
        ("Coverage", "opm:coverage"),
        ("Received outside the system", "opm:outside"),
        ("Half-years and due days", "opm:periods"),
        ("Agencies on board", "opm:onboarding"),
        ("Figures", "opm:figures"),
        ("Earlier half-years", "editions:history"),
        ("Mail that came back", "opm:mail"),
        ("Letters owed and late", "opm:letters"),
    ]
    if can(request.user, Permission.REVIEW_SUBMISSION, on=clock.today()):
        names.append(("Federal file beside the logs", "opm:reconciliation"))
    found = [(label, address(name)) for label, name in names]
    return [Action(label, url) for label, url in found if url]


COLUMNS = (
    Column("Agency"),
    Column("Half-year"),
    Column("State"),
    Column("Days waiting", numeric=True),
    Column("Accesses", numeric=True),
    Column("Version", numeric=True),
    Column("In hand of"),
)


@needs(SEE)
def submissions(request: AppHttpRequest) -> HttpResponse:
    """The queue: state, age, who has it in hand."""
    form = QueueFilterForm(request.GET or {"state": "waiting"})
    wanted = form.wanted()
    page = page_of(queue(wanted, user=request.user), request.GET.get("page"))
    query = urlencode(
        {name: value for name, value in request.GET.items() if name != "page" and value}
    )
    table = Table(
        caption="Submissions",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(row) for row in page.object_list],
        page=links_of(page, query),
        empty=Empty("Nothing here", "No submission matches."),
    )
    context = {
        "header": _queue_header(),
        "form": form,
        "form_helper": _filter_helper(),
        "table": table,
        "query": query,
        "total": page.paginator.count,
        "saved": SavedFilter.objects.filter(owner=request.user),
        "narrowed": wanted != QueueFilter(),
    }
    return render(request, "opm/submissions/queue.html", context)


def _queue_header() -> PageHeader:
    return PageHeader(
        title="Submissions",
        lead="The longest waiting first.",
        actions=(
            Action("Reports of none", reverse("opm:nil")),
            Action("Enter what came outside", reverse("opm:outside")),
        ),
    )


def _filter_helper() -> Any:
    buttons = Buttons(
        Submit("", "Show", quiet=True), LinkButton("Clear", reverse("opm:submissions"))
    )
    return form_helper(
        Row("state", "half_year", "agency", "assigned", "content"),
        buttons,
        method="get",
        css_class="form--filter",
    )


def days_waiting(submission: Submission) -> int:
    received = submission.received_at
    return (clock.now() - received).days if received else 0


def _row(submission: Submission) -> list[Cell]:
    reviewer = reviewer_of(submission)
    amended = "amendment" if submission.is_amendment else ""
    again = f"round {submission.round}" if submission.round > 1 else ""
    return [
        Cell(submission.agency.name, url=reverse("opm:review", args=[submission.pk])),
        Cell(submission.period.half_year),
        Cell(chip=status_chip(submission)),
        Cell(days_waiting(submission)),
        Cell("none" if submission.is_nil else submission.line_count),
        Cell(submission.version, detail=amended or again),
        Cell(reviewer.name if reviewer else "nobody"),
    ]


@needs(SEE)
@post_only
def keep_filter(request: AppHttpRequest) -> HttpResponse:
    """Keep the filter shown under a name."""
    saved = save_filter(
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "The filter is kept.")
    return redirect(f"{reverse('opm:submissions')}?{saved.query}")


@needs(SEE)
@post_only
def forget_filter(request: AppHttpRequest, filter_id: UUID) -> HttpResponse:
    """Forget one of one's own filters."""
    drop_filter(
        saved=get_object_or_404(SavedFilter, pk=filter_id, owner=request.user), by=request.user
    )
    return redirect("opm:submissions")


class NilForm(forms.Form):
    """Which reports of none are accepted together."""

    chosen = forms.ModelMultipleChoiceField(
        label="Reports of none", queryset=Submission.objects.none()
    )

    def __init__(self, data: QueryDict | None, waiting: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["chosen"]
        field.queryset = waiting


@needs(Permission.REVIEW_SUBMISSION)
def nil_reports(request: AppHttpRequest) -> HttpResponse:
    """Accept reports of none together; one that is contradicted by the log cannot be chosen."""
    waiting = queue(QueueFilter(content="nil"), user=request.user)
    if request.method == "POST":
        form = NilForm(request.POST, waiting)
        if form.is_valid():
            return _accepted(request, list(form.cleaned_data["chosen"][:MOST_AT_ONCE]))
        messages.error(request, "Choose at least one report of none that still waits.")
    shown = list(waiting[:MOST_AT_ONCE])
    doubted = contradicted(shown)
    rows = [
        {"submission": row, "days": days_waiting(row), "doubted": row.pk in doubted}
        for row in shown
    ]
    header = PageHeader(
        title="Reports of none",
        lead=(
            "Each says that no ICE access was given in the half-year, signed for the legislative"
            " body."
        ),
        actions=(Action("Queue", reverse("opm:submissions"), kind="quiet"),),
    )
    return render(request, "opm/submissions/nil.html", {"header": header, "rows": rows})


def _accepted(request: AppHttpRequest, chosen: list[Submission]) -> HttpResponse:
    accepted, refused = accept_nil(submissions=chosen, by=request.user, at=clock.now())
    if accepted:
        messages.success(request, f"{len(accepted)} report(s) of none accepted.")
    for sentence in refused:
        messages.warning(request, sentence)
    return redirect("opm:nil")
