"""A paper as it was received, for a court or counsel: asked for, approved by somebody else,
downloaded once and encrypted. No screen ever shows it.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.records.production.actions import (
    approve_production,
    ask_for_production,
    download_production,
    refuse_production,
)
from reports.records.production.models import ProducedFor, Production
from reports.records.production.policies import (
    check_can_answer,
    check_can_ask,
    check_can_download,
)
from reports.records.production.queries import get_attachment, get_production
from reports.web.desk.production.forms import ProductionForm
from reports.web.desk.shared import detainer_header
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import (
    AppHttpRequest,
    needs,
    post_only,
)
from reports.web.shared.html.components import Action, SummaryRow
from reports.web.shared.html.formatting import moment

LEAD = (
    "The bytes as they came, unchecked. They leave encrypted, for a court or counsel, and only when"
    " a second person approves. Every step is an entry in the audit log."
)


@needs(Permission.PLACE_HOLD)
def ask(request: AppHttpRequest, paper_id: UUID) -> HttpResponse:
    """Ask for a paper as it was received, with the purpose."""
    found = get_attachment(request.user, paper_id, on=clock.today())
    form = ProductionForm(request.POST if request.method == "POST" else None)
    made: list[Production] = []
    if request.method == "POST" and submit_action(
        form,
        lambda: made.append(
            ask_for_production(
                attachment=found,
                stated=form.stated(),
                form_token=form.cleaned_data["form_token"],
                by=request.user,
                at=clock.now(),
            )
        ),
    ):
        message = "Asked for. Someone else has to approve it before it can be downloaded."
        return action_saved(request, message, "desk:production", made[0].pk)
    return action_page(
        request,
        form,
        header=detainer_header(found.detainer, "The document as it was received", LEAD),
        back=reverse("desk:attachments_arrange", args=[found.detainer_id]),
        button="Ask for it",
        refusal=refusal(check_can_ask, request.user, found, on=clock.today()),
    )


@needs(Permission.VIEW_PERSON)
def production(request: AppHttpRequest, production_id: UUID) -> HttpResponse:
    """One production: what was asked, who answered, and what this person can do now."""
    found = get_production(request.user, production_id, on=clock.today())
    return render(request, "desk/production/production.html", _context(request, found))


def _context(request: AppHttpRequest, found: Production) -> dict[str, object]:
    return {
        "header": detainer_header(
            found.attachment.detainer, "The document as it was received", LEAD
        ),
        "rows": _rows(found),
        "actions": _actions(request, found),
    }


def _rows(found: Production) -> list[SummaryRow]:
    answered = ""
    if found.answered_at is not None:
        answered = "Approved" if found.is_approved else f"Not approved: {found.refusal}"
    return [
        SummaryRow("Document", found.attachment.title),
        SummaryRow("For", ProducedFor(found.produced_for).label),
        SummaryRow("Which court or counsel", found.recipient),
        SummaryRow("What it is needed for", found.purpose),
        SummaryRow("Asked by", found.requested_by.name, hint=moment(found.requested_at)),
        SummaryRow(
            "Answer",
            answered or "Waits for somebody else",
            hint=(
                f"{found.answered_by.name}, {moment(found.answered_at)}"
                if found.answered_by
                else ""
            ),
        ),
        SummaryRow("Downloaded", moment(found.downloaded_at) if found.downloaded_at else ""),
    ]


def _actions(request: AppHttpRequest, found: Production) -> list[Action]:
    on, at, user = clock.today(), clock.now(), request.user
    if found.answered_at is None:
        why = refusal(check_can_answer, user, found, on=on)
        return [
            Action(
                "Approve it",
                reverse("desk:production_approve", args=[found.pk]),
                kind="primary",
                post=True,
                refusal=why,
            ),
            Action(
                "Do not approve",
                reverse("desk:production_refuse", args=[found.pk]),
                kind="secondary",
                refusal=why,
            ),
        ]
    if not found.is_approved:
        return []
    return [
        Action(
            "Download it, once",
            reverse("desk:production_file", args=[found.pk]),
            kind="primary",
            post=True,
            refusal=refusal(check_can_download, user, found, at=at, on=on),
        )
    ]


@needs(Permission.APPROVE_PRODUCTION)
@post_only
def approve(request: AppHttpRequest, production_id: UUID) -> HttpResponse:
    """Approve it. The password of the encrypted file stands on this answer and nowhere else."""
    found = get_production(request.user, production_id, on=clock.today())
    password = approve_production(production=found, by=request.user, at=clock.now())
    again = get_production(request.user, production_id, on=clock.today())
    context = {**_context(request, again), "password": password, "asker": again.requested_by.name}
    return render(request, "desk/production/approved.html", context)


@needs(Permission.APPROVE_PRODUCTION)
def refuse(request: AppHttpRequest, production_id: UUID) -> HttpResponse:
    """Do not approve it, and say why."""
    found = get_production(request.user, production_id, on=clock.today())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: refuse_production(
            production=found, reason=form.reason(), by=request.user, at=clock.now()
        ),
    ):
        return action_saved(request, "Not approved, and why is kept.", "desk:production", found.pk)
    return action_page(
        request,
        form,
        header=detainer_header(found.attachment.detainer, "Do not approve", LEAD),
        back=reverse("desk:production", args=[found.pk]),
        button="Do not approve",
        refusal=refusal(check_can_answer, request.user, found, on=clock.today()),
    )


@needs(Permission.PLACE_HOLD)
@post_only
def download(request: AppHttpRequest, production_id: UUID) -> HttpResponse:
    """The encrypted file, once."""
    found = get_production(request.user, production_id, on=clock.today())
    data = download_production(production=found, by=request.user, at=clock.now())
    response = HttpResponse(data, content_type="application/pdf")
    name = f"as-received-{str(found.pk)[:8]}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
