"""Attachments of a detainer: adding some, naming and ordering them, opening one, the packet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.attachments import NamedAttachment, NewAttachment, open_attachment
from reports.detainers.actions.views import record_view
from reports.detainers.models import Attachment, AttachmentKind, Detainer
from reports.detainers.queries import attachments_of, get_detainer
from reports.detainers.vocabulary import MOVES
from reports.records.production.models import ProducedFor, Production
from reports.records.production.queries import productions_of
from reports.web.desk.detainers.record.page import record_context
from reports.web.desk.intake.forms.scans import ArrangedAttachment, AttachmentForm, arranged
from reports.web.desk.shared import (
    detainer_crumbs,
    detainer_header,
    get_detainer_or_404,
    record_url,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import PageHeader, SummaryRow
from reports.web.shared.html.formatting import moment
from reports.web.shared.revisions import Standing, revised
from reports.workflow.enclosures import arrange_and_enclose, attach_all_and_enclose


@needs(Permission.LOG_DETAINER)
def attachment_add(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Add documents to the record: those that can be kept are, the others are explained."""
    detainer = get_detainer(request.user, detainer_id, on=clock.today())
    form = (
        AttachmentForm(request.POST, request.FILES)
        if request.method == "POST"
        else AttachmentForm()
    )
    if (
        request.method == "POST"
        and submit_action(form, lambda: _attach(form, detainer, request))
        and not form.complain_of_refused()
    ):
        if len(form.taken) > 1:
            message = f"{len(form.taken)} documents are attached and sealed. Name and order them"
            " here."
            return action_saved(request, message, "desk:attachments_arrange", detainer.pk)
        return action_saved(
            request, "The document is attached and sealed.", "desk:detainer", detainer.pk
        )
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer,
            "Attach documents",
            "They are sealed; opening one is an entry in the audit log.",
        ),
        back=record_url(detainer),
        button="Attach these files",
    )


def _attach(form: AttachmentForm, detainer: Detainer, request: AppHttpRequest) -> None:
    papers = [
        NewAttachment(form.written("kind"), form.label_of(number), file.received, file.clean)
        for number, file in enumerate(form.taken, start=1)
    ]
    attach_all_and_enclose(detainer=detainer, papers=papers, by=request.user, at=clock.now())


def attachments_as_they_stand(request: AppHttpRequest, detainer_id: UUID) -> Standing:
    """The papers of a record, named and in their order. Raises NotFound."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    papers = attachments_of(found)
    return Standing(
        turn=f"documents {found.pk}",
        values={f"Document {place}": paper.title for place, paper in enumerate(papers, start=1)},
        content=[(str(paper.pk), paper.label) for paper in papers],
    )


@needs(Permission.LOG_DETAINER)
@revised(attachments_as_they_stand)
def arrange(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Name the papers of a record and put them in order."""
    detainer = get_detainer_or_404(request, detainer_id)
    papers = attachments_of(detainer)
    if request.method == "POST":
        labels = arranged(request.POST, [str(paper.pk) for paper in papers])
        named = [NamedAttachment(UUID(key), label) for key, label in labels.items()]
        arrange_and_enclose(detainer=detainer, papers=named, by=request.user, at=clock.now())
        return action_saved(request, "Names and order are kept.", "desk:detainer", detainer.pk)
    lead = (
        "As the copies that go with notices have them. Looking at one is an entry in the audit log."
    )
    context = {
        "header": detainer_header(detainer, "Names and order of the documents", lead),
        "arranged": [_arranged(place, paper) for place, paper in enumerate(papers, start=1)],
        "arrange_url": request.path,
        "arrange_revision": getattr(request, "form_revision", ""),
        "productions": [_produced(found) for found in productions_of(detainer)],
    }
    return render(request, "desk/detainers/arrange.html", context)


def _arranged(place: int, paper: Attachment) -> ArrangedAttachment:
    return ArrangedAttachment(
        str(paper.pk),
        place,
        paper.label,
        AttachmentKind(paper.kind).label,
        paper.file.size,
        look_url=reverse("desk:attachment", args=[paper.pk]),
        received_url=reverse("desk:production_ask", args=[paper.pk]) if paper.received_id else "",
    )


def _produced(found: Production) -> SummaryRow:
    """One request for a paper as it was received, with the way to it."""
    state = "Waits for somebody else"
    if found.answered_at is not None:
        state = "Approved" if found.is_approved else "Not approved"
    return SummaryRow(
        ProducedFor(found.produced_for).label,
        "Downloaded" if found.downloaded_at else state,
        hint=moment(found.requested_at),
        url=reverse("desk:production", args=[found.pk]),
        url_label="Open",
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
            "What a receiving agency needs to know: the detainer, its assessment, the decision, the"
            " notices served."
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
