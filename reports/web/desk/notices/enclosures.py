"""Enclosures of a notice: its copy behind a cover, large print, the script, and all of it as one
file to print.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import NotFound, StateRefused
from reports.detainers.actions.views import record_view
from reports.detainers.queries import get_detainer
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.open import open_enclosure, record_printed
from reports.notices.models import Enclosure, Notice
from reports.notices.policies import check_not_stale
from reports.notices.printing.bundle import Part, Separator, assemble
from reports.notices.printing.parts import part_for
from reports.notices.queries import notices_of_person
from reports.notices.status import EnclosureKind, NoticeStatus
from reports.notices.superseded_copies import marked_copy
from reports.web.desk.notices.page.notice import get_notice_or_404
from reports.web.desk.notices.page.progress import progress_of
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.workflow.enclosures import enclose_copies


@needs(Permission.ISSUE_NOTICE)
@post_only
def enclosure_request(request: AppHttpRequest, notice_id: UUID, form: str) -> HttpResponse:
    """Request an enclosure of the notice."""
    if form not in EnclosureKind.values:
        raise NotFound(form)
    found = get_notice_or_404(request, notice_id)
    if form != EnclosureKind.COPY:
        request_enclosure(notice=found, form=EnclosureKind(form), by=request.user, at=clock.now())
    elif enclose_copies(notice=found, by=request.user, at=clock.now()) is None:
        raise StateRefused(
            "No scan is attached to the record whose copy could go with this notice."
        )
    messages.success(request, "It is being made. Load this page again in a moment.")
    return redirect("desk:notice", found.pk)


@needs(Permission.VIEW_PERSON)
def enclosure_file(request: AppHttpRequest, notice_id: UUID, paper_id: UUID) -> HttpResponse:
    """An enclosure, marked where its notice is void or replaced; the read is in the audit log."""
    found, paper, data = _opened(request, notice_id, paper_id)
    return sealed_response(
        marked_copy(found, data), "application/pdf", f"notice-{found.number}-{paper.form}"
    )


@needs(Permission.VIEW_PERSON)
def enclosure_original(request: AppHttpRequest, notice_id: UUID, paper_id: UUID) -> HttpResponse:
    """The enclosure's original file, whatever the status of its notice."""
    found, paper, data = _opened(request, notice_id, paper_id)
    return sealed_response(data, "application/pdf", f"notice-{found.number}-{paper.form}-as-made")


def _opened(
    request: AppHttpRequest, notice_id: UUID, enclosure_id: UUID
) -> tuple[Notice, Enclosure, bytes]:
    found = get_notice_or_404(request, notice_id)
    paper, data = open_enclosure(
        notice=found, enclosure_id=enclosure_id, by=request.user, at=clock.now()
    )
    return found, paper, data


@needs(Permission.VIEW_PERSON)
def notice_bundle(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """The notice with its enclosures, one file for the printer."""
    found = get_notice_or_404(request, notice_id)
    if found.file is None:
        progress = progress_of(found)
        raise StateRefused(f"{progress.label}. {progress.detail}")
    if found.status != NoticeStatus.SERVED:
        check_not_stale(found)
    record_printed(notices=[found], by=request.user, at=clock.now())
    return sealed_response(
        assemble([part_for(found)]), "application/pdf", f"notice-{found.number}-to-print"
    )


@needs(Permission.VIEW_PERSON)
def packet_file(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """All notices to one person at this agency as one file: with their copies, service attempts and
    proofs.
    """
    found = get_detainer(request.user, detainer_id, on=clock.today())
    letters = notices_of_person(found)
    if not letters:
        raise StateRefused("No notice to this person has been made yet.")
    record_view(found, by=request.user, at=clock.now())
    record_printed(notices=letters, by=request.user, at=clock.now())
    parts = [
        part_for(letter, place=f"Part {place} of {len(letters)}", with_proofs=True)
        for place, letter in enumerate(letters, start=1)
    ]
    data = assemble([Part(_contents(letters)), *parts])
    return sealed_response(data, "application/pdf", f"packet-{found.reference}")


def _contents(letters: list[Notice]) -> Separator:
    """What the packet holds, in order."""
    lines = [
        (
            f"Part {place}",
            f"{letter.number}, {letter.get_kind_display()}, {letter.get_status_display().lower()}",
        )
        for place, letter in enumerate(letters, start=1)
    ]
    return Separator(title="Packet of notices", place=letters[0].agency.display_name, lines=lines)
