"""What happened afterwards: access, outcome, a move with its packet, opening again, papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from reports import clock
from reports.accounts.roles import Permission
from reports.detainers.attachments import open_attachment
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer, note_read
from reports.detainers.vocabulary import MOVES
from reports.web.components import PageHeader
from reports.web.desk.acts import act_page, attempt, detainer_header, done
from reports.web.desk.answering import beside, opened, record_url
from reports.web.desk.common import detainer_crumbs, who_refusal
from reports.web.desk.detainer import record_context
from reports.web.desk.offered import OUTCOME, REOPEN, when_refusal
from reports.web.forms.events import OutcomeForm, ReasonForm
from reports.web.forms.papers import PaperForm
from reports.web.guards import AppHttpRequest, needs
from reports.workflow import attach_paper, record_outcome, reopen_detainer

SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


@needs(Permission.LOG_DETAINER)
def outcome(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """How the custody or the request ended. A move stops this agency's clock and offers the
    packet.
    """
    detainer = opened(request, detainer_id)
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, initial={"happened_at": clock.now()}
    )
    if request.method == "POST" and attempt(form, lambda: _end(form, detainer, request)):
        moved = form.cleaned_data["outcome"] in MOVES
        said = (
            "Recorded. The clock of this agency stopped; print the packet that travels along."
            if moved
            else "Recorded."
        )
        return done(request, said, "desk:packet" if moved else "desk:detainer", detainer.pk)
    return act_page(
        request,
        form,
        header=detainer_header(detainer, "What became of it", "Custody, or the request itself."),
        back=record_url(detainer),
        button="Record it",
        template="desk/beside.html",
        refusal=when_refusal(OUTCOME, detainer)
        or who_refusal(request, OUTCOME.permission, detainer.agency),
        **beside(detainer),
    )


def _end(form: OutcomeForm, detainer: Detainer, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    record_outcome(
        detainer=detainer,
        outcome=data["outcome"],
        happened_at=data["happened_at"],
        moved_to=form.written("moved_to"),
        note=form.written("note"),
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.VIEW_DETAINERS)
def reopen(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Open a closed record again, with the reason."""
    detainer = opened(request, detainer_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form,
        lambda: reopen_detainer(
            detainer=detainer, reason=form.written("reason"), by=request.user, at=clock.now()
        ),
    ):
        return done(request, "The detainer is open again.", "desk:detainer", detainer.pk)
    return act_page(
        request,
        form,
        header=detainer_header(
            detainer, "Reopen", "For a closing that was a mistake, or a request that came back."
        ),
        back=record_url(detainer),
        button="Reopen it",
        refusal=when_refusal(REOPEN, detainer)
        or who_refusal(request, REOPEN.permission, detainer.agency),
    )


@needs(Permission.LOG_DETAINER)
def attach(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Add a paper to the record."""
    detainer = get_detainer(request.user, detainer_id, on=clock.today())
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and attempt(form, lambda: _attach(form, detainer, request)):
        return done(request, "The paper is attached and sealed.", "desk:detainer", detainer.pk)
    return act_page(
        request,
        form,
        header=detainer_header(
            detainer, "Attach a paper", "It is sealed; opening it is an entry in the trail."
        ),
        back=record_url(detainer),
        button="Attach this file",
    )


def _attach(form: PaperForm, detainer: Detainer, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    attach_paper(
        detainer=detainer,
        kind=data["kind"],
        label=data["label"],
        data=data["file"],
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.VIEW_PERSON)
def paper(request: AppHttpRequest, paper_id: UUID) -> HttpResponse:
    """A sealed paper, opened for this person; the read is in the trail."""
    data, content_type = open_attachment(request.user, paper_id, on=clock.today(), at=clock.now())
    return sealed_response(data, content_type, f"paper-{str(paper_id)[:8]}")


def sealed_response(data: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes that no cache keeps and no script runs in. The name says nothing about the person."""
    kind = content_type if content_type in SHOWN_INLINE else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}.{kind.rpartition("/")[2]}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Permission.VIEW_PERSON)
def packet(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The record on paper: travels with a person who is moved, or goes into a file."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    at = clock.now()
    note_read(found, by=request.user, at=at)
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
    return render(request, "desk/packet.html", context)
