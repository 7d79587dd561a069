"""Correction requests: who waits, until when, and the reply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.notices.actions.correct import confirm_requester, record_view
from reports.notices.codes import display_code
from reports.notices.models import CorrectionRequest
from reports.notices.policies import check_can_answer_correction
from reports.notices.queries import get_correction_request, open_corrections
from reports.web.desk.notices.forms.notices import CorrectionForm
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_saved, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)
from reports.web.shared.html.formatting import moment
from reports.workflow.notice_corrections import answer_correction

COLUMNS = (
    Column("Ticket"),
    Column("Notice"),
    Column("Asked"),
    Column("Answer due"),
    Column("State"),
)


def correction_crumbs() -> tuple[Crumb, ...]:
    return desk_crumbs(
        Crumb("Notices", reverse("desk:notices")), Crumb("Corrections", reverse("desk:corrections"))
    )


@needs(Permission.VIEW_DETAINERS)
def corrections(request: AppHttpRequest) -> HttpResponse:
    """What waits for an answer, the first due first."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    at = clock.now()
    rows = [
        [
            TableCell(display_code(row.ticket), url=reverse("desk:correction", args=[row.pk])),
            TableCell(f"No. {row.notice.number}", url=reverse("desk:notice", args=[row.notice_id])),
            TableCell(moment=row.requested_at),
            TableCell(moment=row.due_at, chip=Chip("Late", "stop") if row.due_at < at else None),
            TableCell(chip=state_chip(row)),
        ]
        for row in open_corrections(agency)
    ]
    empty = EmptyState(
        "No request waits",
        "Whoever holds the code of a notice can ask for a correction at /verify/.",
    )
    table = Table(
        caption="Requests for correction",
        caption_hidden=True,
        columns=COLUMNS,
        rows=rows,
        empty=empty,
    )
    header = PageHeader(
        title="Requests for correction",
        eyebrow=agency.display_name,
        lead=(
            "Asked by whoever holds a notice's code. First make sure who asks; then answer by"
            " letter."
        ),
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
    )
    return render(request, "desk/notices/corrections.html", {"header": header, "table": table})


def state_chip(row: CorrectionRequest) -> Chip:
    if row.answered_at:
        return Chip(row.get_outcome_display(), "good")
    return (
        Chip("Waits for the answer", "waiting")
        if row.confirmed_at
        else Chip("Who asks is not known yet", "warning")
    )


def opened_correction(request: AppHttpRequest, request_id: UUID) -> CorrectionRequest:
    """The request if its agency's records may be seen. Raises NotFound."""
    return get_correction_request(request.user, request_id, on=clock.today())


@needs(Permission.VIEW_PERSON)
def correction(request: AppHttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what is said to be wrong, who says so, and the answer. Reading it is in the
    audit log.
    """
    found = opened_correction(request, request_id)
    form = CorrectionForm(request.POST or None, detainer=found.notice.detainer)
    if request.method == "POST" and submit_action(form, lambda: _answer(form, found, request)):
        return redirect("desk:correction", found.pk)
    record_view(request=found, by=request.user, at=clock.now())
    refused = refusal(check_can_answer_correction, request.user, found, on=clock.today())
    header = PageHeader(
        title="Request for correction",
        eyebrow=f"Ticket {display_code(found.ticket)}",
        chip=state_chip(found),
        crumbs=correction_crumbs(),
        actions=(
            Action(
                "I know who asks",
                reverse("desk:correction_confirm", args=[found.pk]),
                kind="secondary",
                post=True,
                refusal=refused
                or ("" if not (found.confirmed_at or found.answered_at) else "Confirmed already."),
            ),
        ),
    )
    buttons = Buttons(Submit("answer", "Answer by notice", refusal=refused))
    context: dict[str, Any] = {
        "header": header,
        "rows": _rows(found),
        "correction": found,
        "form": form,
        "form_helper": form_helper(*form.layout(), buttons),
    }
    return render(
        request,
        "desk/notices/correction.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _answer(form: CorrectionForm, found: CorrectionRequest, request: AppHttpRequest) -> None:
    answer_correction(
        request=found,
        outcome=form.cleaned_data["outcome"],
        reason=form.written("reason"),
        names_checked=form.names_checked_by_writer(),
        by=request.user,
        at=clock.now(),
    )


def _rows(found: CorrectionRequest) -> list[SummaryRow]:
    letter = found.notice
    rows = [
        SummaryRow(
            "Notice",
            f"No. {letter.number}",
            url=reverse("desk:notice", args=[letter.pk]),
            url_label="Open",
        ),
        SummaryRow("Asked", moment(found.requested_at)),
        SummaryRow("Answer due", moment(found.due_at), hint="our own measure; no statute sets one"),
        SummaryRow(
            "Name given", found.asker_name, hint="as typed; nobody has checked it before you do"
        ),
        SummaryRow("How to reach", found.asker_contact),
        SummaryRow("What is said to be wrong", found.says),
    ]
    if found.confirmed_by and found.confirmed_at:
        rows.append(
            SummaryRow(
                "Who asks is known",
                moment(found.confirmed_at),
                hint=f"by {found.confirmed_by.name}",
            )
        )
    if found.answered_at:
        rows.append(
            SummaryRow("Outcome", found.get_outcome_display(), hint=moment(found.answered_at))
        )
    if found.answer:
        url = reverse("desk:notice", args=[found.answer.pk])
        rows.append(
            SummaryRow(
                "Answered by notice", f"No. {found.answer.number}", url=url, url_label="Open"
            )
        )
    return rows


@needs(Permission.ISSUE_NOTICE)
@post_only
def correction_confirm(request: AppHttpRequest, request_id: UUID) -> HttpResponse:
    """The agency knows who asks, and that they may."""
    found = opened_correction(request, request_id)
    confirm_requester(request=found, by=request.user, at=clock.now())
    return action_saved(
        request, "Kept. Now the answer may tell about the record.", "desk:correction", found.pk
    )
