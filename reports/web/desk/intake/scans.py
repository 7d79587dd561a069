"""The papers of an entry: attached several at once, named, put in order, looked at, left out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.core import clock
from reports.detainers.actions.drafts import NamedFile, arrange_files, keep_files
from reports.detainers.actions.drafts import drop_file as drop_draft_file
from reports.detainers.drafts import content_of, files_in, get_draft_file, read_draft
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import picture_of
from reports.web.desk.intake.forms.scans import ArrangedAttachment, AttachmentForm, arranged
from reports.web.desk.intake.forms.steps import DetainerEntry
from reports.web.desk.intake.revisions import files_as_kept
from reports.web.desk.intake.steps import MAY_ENTER, OpenEntry, get_draft_or_404, wizard_context
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import FileRow
from reports.web.shared.revisions import revised


@needs(MAY_ENTER)
def scan(request: AppHttpRequest, token: UUID) -> HttpResponse:
    """Attach scans before recording, so that the person's copy goes with the first notice."""
    entry = get_draft_or_404(request, token, "scan")
    if isinstance(entry, HttpResponse):
        return entry
    form = (
        AttachmentForm(request.POST, request.FILES)
        if request.method == "POST"
        else AttachmentForm()
    )
    if request.method == "POST" and form.is_valid():
        _keep(entry, form)
        if not form.complain_of_refused():
            messages.success(request, _kept_message(len(form.taken)))
            return redirect(entry.url("scan"))
        entry = OpenEntry(entry.draft, fresh(entry), entry.step)
    return _show(request, entry, form)


def _keep(entry: OpenEntry, form: AttachmentForm) -> None:
    files = [
        NamedFile(file, form.label_of(number)) for number, file in enumerate(form.taken, start=1)
    ]
    keep_files(draft=entry.draft, kind=form.written("kind"), files=files, at=clock.now())


def _kept_message(count: int) -> str:
    if count == 1:
        return "The document is attached and sealed."
    return f"{count} documents are attached and sealed. Name them and put them in order below."


def fresh(entry: OpenEntry) -> dict[str, Any]:
    """What the draft holds after files were added to it."""
    entry.draft.refresh_from_db()
    return read_draft(entry.draft)


def _show(request: AppHttpRequest, entry: OpenEntry, form: AttachmentForm) -> HttpResponse:
    token = entry.draft.form_token
    standing = files_as_kept(request, token)
    context = {
        **wizard_context(request, entry, DetainerEntry(entry.typed)),
        "form": form,
        "form_helper": form_helper(
            *AttachmentForm.base_fields, Buttons(Submit("attach", "Attach these files"))
        ),
        "arranged": _arranged(entry),
        "arrange_url": reverse("desk:entry_arrange", args=[token]),
        "arrange_revision": standing.revision if standing else "",
    }
    return render(request, "desk/intake/scan.html", context, status=422 if form.is_bound else 200)


def _arranged(entry: OpenEntry) -> list[ArrangedAttachment]:
    token = entry.draft.form_token
    return [
        ArrangedAttachment(
            str(file.id),
            place,
            file.label,
            file.kind_label,
            file.size,
            reverse("desk:entry_preview", args=[token, file.id]),
            reverse("desk:entry_drop_file", args=[token, file.id]),
        )
        for place, file in enumerate(files_in(entry.typed), start=1)
    ]


def file_rows(entry: OpenEntry) -> list[FileRow]:
    """The scans in the draft, as the check page lists them."""
    return [
        FileRow(title=file.label or file.kind_label, kind=file.kind_label, size=file.size, url="")
        for file in files_in(entry.typed)
    ]


@needs(MAY_ENTER)
@post_only
@revised(files_as_kept)
def arrange(request: AppHttpRequest, token: UUID) -> HttpResponse:
    """Name the scans and put them in order."""
    entry = get_draft_or_404(request, token, "scan")
    if isinstance(entry, HttpResponse):
        return entry
    labels = arranged(request.POST, content_of(entry.typed.get("files", {})))
    arrange_files(draft=entry.draft, labels=labels, at=clock.now())
    messages.success(request, "Names and order are kept.")
    return redirect(entry.url("scan"))


@needs(MAY_ENTER)
def preview(request: AppHttpRequest, token: UUID, file_id: UUID) -> HttpResponse:
    """The first page of a scan of one's own draft, as a picture of our own making."""
    entry = get_draft_or_404(request, token, "scan")
    if isinstance(entry, HttpResponse):
        return entry
    file = get_draft_file(entry.draft, file_id)
    picture = picture_of(read_sealed_file(file), file.content_type)
    return sealed_response(picture, "image/png", "preview")


@needs(MAY_ENTER)
@post_only
def drop_file(request: AppHttpRequest, token: UUID, file_id: UUID) -> HttpResponse:
    """Leave a scan out again."""
    entry = get_draft_or_404(request, token, "scan")
    if isinstance(entry, HttpResponse):
        return entry
    drop_draft_file(draft=entry.draft, file_id=str(file_id), at=clock.now())
    return redirect(entry.url("scan"))
