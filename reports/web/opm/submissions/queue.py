"""OPM's review screens: what waits, the queue, zero reports accepted together."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions.actions.review import accept_nil
from reports.submissions.actions.saved_filters import delete_filter, save_filter
from reports.submissions.models import Submission
from reports.submissions.queries import get_saved_filter, saved_filters_of
from reports.submissions.review_queue import (
    QueueFilter,
    contradicted,
    queue,
    reviewer_of,
)
from reports.web.opm.submissions.forms import QueueFilterForm
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.html.submission_tables import status_chip

SEE = Permission.VIEW_ALL_SUBMISSIONS
MOST_AT_ONCE = 200


COLUMNS = (
    Column("Agency"),
    Column("Reporting period"),
    Column("State"),
    Column("Days waiting", numeric=True),
    Column("Accesses", numeric=True),
    Column("Version", numeric=True),
    Column("Assigned to"),
)


@needs(SEE)
def submissions(request: AppHttpRequest) -> HttpResponse:
    """The queue: status, age, who each is assigned to."""
    form = QueueFilterForm(request.GET or {"state": "waiting"})
    wanted = form.wanted()
    page = page_of(queue(wanted, user=request.user), request.GET.get("page"))
    query = urlencode(
        {name: value for name, value in request.GET.items() if name != "page" and value}
    )
    table = Table(
        caption="Reports",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(row) for row in page.object_list],
        page=links_of(page, query),
        empty=EmptyState("Nothing here", "No report matches."),
    )
    context = {
        "header": _queue_header(),
        "form": form,
        "form_helper": _filter_helper(),
        "table": table,
        "query": query,
        "total": page.paginator.count,
        "saved": saved_filters_of(request.user),
        "narrowed": wanted != QueueFilter(),
    }
    return render(request, "opm/submissions/queue.html", context)


def _queue_header() -> PageHeader:
    return PageHeader(
        title="Reports",
        lead="The longest waiting first.",
        actions=(
            Action("Zero reports", reverse("opm:nil_reports")),
            Action("Enter a paper report", reverse("opm:received_outside")),
        ),
    )


def _filter_helper() -> Any:
    buttons = Buttons(
        Submit("", "Show", quiet=True), LinkButton("Clear", reverse("opm:submissions"))
    )
    return form_helper(
        FormRow("state", "half_year", "agency", "assigned", "content"),
        buttons,
        method="get",
        css_class="form--filter",
    )


def days_waiting(submission: Submission) -> int:
    received = submission.received_at
    return (clock.now() - received).days if received else 0


def _row(submission: Submission) -> list[TableCell]:
    reviewer = reviewer_of(submission)
    amended = "amendment" if submission.is_amendment else ""
    again = f"round {submission.round}" if submission.round > 1 else ""
    return [
        TableCell(submission.agency.name, url=reverse("opm:review", args=[submission.pk])),
        TableCell(submission.period.half_year),
        TableCell(chip=status_chip(submission)),
        TableCell(days_waiting(submission)),
        TableCell("none" if submission.is_nil else submission.line_count),
        TableCell(submission.version, detail=amended or again),
        TableCell(reviewer.name if reviewer else "nobody"),
    ]


@needs(SEE)
@post_only
def save_filter_view(request: AppHttpRequest) -> HttpResponse:
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
def delete_filter_view(request: AppHttpRequest, filter_id: UUID) -> HttpResponse:
    """Forget one of one's own filters."""
    delete_filter(saved=get_saved_filter(request.user, filter_id), by=request.user, at=clock.now())
    return redirect("opm:submissions")


class NilForm(forms.Form):
    """Which reports of none are accepted together."""

    chosen: Any = forms.ModelMultipleChoiceField(label="Zero reports", queryset=None)

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
        messages.error(request, "Choose at least one zero report that still waits.")
    shown = list(waiting[:MOST_AT_ONCE])
    doubted = contradicted(shown)
    rows = [
        {"submission": row, "days": days_waiting(row), "doubted": row.pk in doubted}
        for row in shown
    ]
    header = PageHeader(
        title="Zero reports",
        lead=(
            "Each says that no ICE access was given in the reporting period, signed for the"
            " legislative"
            " body."
        ),
        actions=(Action("Reports", reverse("opm:submissions"), kind="quiet"),),
    )
    return render(request, "opm/submissions/nil_reports.html", {"header": header, "rows": rows})


def _accepted(request: AppHttpRequest, chosen: list[Submission]) -> HttpResponse:
    accepted, refused = accept_nil(submissions=chosen, by=request.user, at=clock.now())
    if accepted:
        messages.success(request, f"{counted(len(accepted), 'zero report')} accepted.")
    for sentence in refused:
        messages.warning(request, sentence)
    return redirect("opm:nil_reports")
