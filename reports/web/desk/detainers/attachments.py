"""Attachments of a detainer: adding one, opening one, the packet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.attachments import open_attachment
from reports.detainers.actions.views import record_view
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.detainers.vocabulary import MOVES
from reports.web.desk.detainers.record.page import record_context
from reports.web.desk.intake.forms.scans import AttachmentForm
from reports.web.desk.shared import detainer_crumbs, detainer_header, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import PageHeader
from reports.workflow.enclosures import attach_and_enclose


@needs(Permission.LOG_DETAINER)
def attachment_add(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Add a document to the record."""
    detainer = get_detainer(request.user, detainer_id, on=clock.today())
    form = (
        AttachmentForm(request.POST, request.FILES)
        if request.method == "POST"
        else AttachmentForm()
    )
    if request.method == "POST" and submit_action(
        form, lambda: _add_attachment(form, detainer, request)
    ):
        return action_saved(
            request, "The paper is attached and sealed.", "desk:detainer", detainer.pk
        )
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Attach a paper", "It is sealed; opening it is an entry in the trail."
        ),
        back=record_url(detainer),
        button="Attach this file",
    )


def _add_attachment(form: AttachmentForm, detainer: Detainer, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    attach_and_enclose(
        detainer=detainer,
        kind=data["kind"],
        label=data["label"],
        data=data["file"],
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.VIEW_PERSON)
def attachment(request: AppHttpRequest, paper_id: UUID) -> HttpResponse:
    """A sealed document, opened for this user; the read is in the audit log."""
    data, content_type = open_attachment(attachment_id=paper_id, by=request.user, at=clock.now())
    return sealed_response(data, content_type, f"paper-{str(paper_id)[:8]}")


@needs(Permission.VIEW_PERSON)
def packet(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The transfer packet: the record printed, to go with a person who is moved or into a file."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    at = clock.now()
    record_view(found, by=request.user, at=at)
    header = PageHeader(
        title=f"Record of detainer {found.reference}",
        eyebrow=found.agency.display_name,
        lead=(
            "What a receiving agency needs to know: the request, its reading, the decision, the"
            " letters handed over."
        ),
        crumbs=detainer_crumbs(found),
    )
    context: dict[str, Any] = {
        **record_context(found, at),
        "header": header,
        "printed_at": at,
        "moved": found.outcome in MOVES,
    }
    return render(request, "desk/detainers/packet.html", context)
