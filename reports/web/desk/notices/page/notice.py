"""One notice: its status, its file, every attempt at service.

The wording of a notice is frozen when it is issued; its file is rendered once in the background.
Opening the file is an entry in the audit log; its number and code say nothing about the person.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.queries import attachments_of_kind
from reports.lifecycle import refusal
from reports.notices.actions.open import open_notice_file
from reports.notices.kinds import TITLES
from reports.notices.models import Notice
from reports.notices.policies import check_can_send_link, check_can_serve, check_can_void
from reports.notices.queries import get_notice
from reports.notices.superseded_copies import marked_copy
from reports.notices.text.languages import language_name
from reports.web.desk.notices.page.cards import notice_chip
from reports.web.desk.notices.page.enclosure_rows import (
    enclosure_rows,
    link_lines,
    reading_alert,
    render_again_url,
    standing_rows,
)
from reports.web.desk.notices.page.plain import lacks_of, plain_alert, shows_render_again
from reports.web.desk.notices.page.progress import progress_of
from reports.web.desk.notices.page.service_attempts import inquiry_url, service_attempts
from reports.web.desk.notices.page.signature import signature_rows
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Crumb,
    FileRow,
    PageHeader,
    SummaryRow,
)
from reports.web.shared.html.formatting import moment


def get_notice_or_404(request: AppHttpRequest, notice_id: UUID) -> Notice:
    """The notice if the user may see its agency's records. Raises NotFound."""
    return get_notice(request.user, notice_id, on=clock.today())


@needs(Permission.VIEW_DETAINERS)
def notice(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice: its status, its file, every attempt at service."""
    found = get_notice_or_404(request, notice_id)
    lacks = lacks_of(found)
    context = {
        "header": _header(request, found),
        "notice": found,
        "progress": progress_of(found),
        "rows": _rows(found),
        "entries": service_attempts(found),
        "papers": _goes_with(found),
        "paper_lines": enclosure_rows(request, found),
        "whom_url": inquiry_url(found),
        "links": link_lines(found, at=clock.now()),
        "alert": reading_alert(found) if found.is_live else None,
        "plain": plain_alert(found, lacks),
        "may_draw_again": shows_render_again(found, lacks),
        "anew_url": render_again_url(found),
        "pdf_url": reverse("desk:notice_pdf", args=[found.pk]) if found.file_id else "",
        "all_url": reverse("desk:notice_bundle", args=[found.pk]) if found.file_id else "",
        "issued_url": (
            reverse("desk:notice_as_issued", args=[found.pk])
            if found.file_id and not found.is_live
            else ""
        ),
    }
    return render(request, "desk/notices/notice.html", context)


def _goes_with(found: Notice) -> list[FileRow]:
    """The copy that the act requires with the notice: of the detainer for N1, of the notification
    for N2.
    """
    kind = "detainer" if found.kind.startswith("N1") else "notification"
    rows = attachments_of_kind(found.detainer, kind)
    return [
        FileRow(
            title=row.label or row.get_kind_display(),
            kind=row.get_kind_display(),
            size=row.file.size,
            url=reverse("desk:attachment", args=[row.pk]),
            added_at=row.added_at,
            added_by=row.added_by.name,
        )
        for row in rows
    ]


def _header(request: AppHttpRequest, found: Notice) -> PageHeader:
    on = clock.today()
    return PageHeader(
        title=TITLES[found.kind],
        eyebrow=f"No. {found.number}",
        crumbs=notice_crumbs(found),
        chip=notice_chip(found),
        actions=(
            Action(
                "Void notice",
                reverse("desk:notice_void", args=[found.pk]),
                kind="quiet",
                refusal=refusal(check_can_void, request.user, found, on=on),
            ),
            Action(
                "Email link to attorney",
                reverse("desk:link_new", args=[found.pk]),
                kind="quiet",
                refusal=refusal(check_can_send_link, request.user, found, on=on),
            ),
            Action(
                "Record service",
                reverse("desk:notice_serve", args=[found.pk]),
                kind="primary",
                refusal=refusal(check_can_serve, request.user, found, on=on),
            ),
        ),
    )


def notice_crumbs(found: Notice) -> tuple[Crumb, ...]:
    return desk_crumbs(
        Crumb("Notices", reverse("desk:notices")),
        Crumb(
            f"Detainer {found.detainer.reference}",
            reverse("desk:detainer", args=[found.detainer_id]),
        ),
    )


@needs(Permission.VIEW_DETAINERS)
def notice_progress(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """The progress component alone, for the page that asks."""
    return render(
        request,
        "components/progress.html",
        {"progress": progress_of(get_notice_or_404(request, notice_id))},
    )


def _rows(found: Notice) -> list[SummaryRow]:
    return [
        SummaryRow(
            "For",
            f"Detainer {found.detainer.reference}",
            url=reverse("desk:detainer", args=[found.detainer_id]),
            url_label="Open",
        ),
        SummaryRow(
            "Language",
            "English" if found.language == "en" else f"English and {language_name(found.language)}",
        ),
        SummaryRow("Due since", moment(found.owed_at)),
        SummaryRow("Issued", moment(found.issued_at), hint=f"by {found.issued_by.name}"),
        SummaryRow(
            "Verification code",
            found.shown_code,
            hint="anyone can check the notice with it, without learning who it is about",
        ),
        SummaryRow("SHA-256 of the file", found.pdf_sha256),
        *standing_rows(found),
        *signature_rows(found),
        *([SummaryRow("Void because", found.void_reason)] if found.void_reason else []),
    ]


@needs(Permission.VIEW_PERSON)
def notice_pdf(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """The notice's file, or a marked copy of it where the notice is void or replaced; the read is
    in the audit log.
    """
    found, data = _opened_file(request, notice_id)
    return sealed_response(marked_copy(found, data), "application/pdf", f"notice-{found.number}")


@needs(Permission.VIEW_PERSON)
def notice_as_issued(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """Exactly the file that was issued, whatever the status of the notice: its hash is the one
    shown and checked.
    """
    found, data = _opened_file(request, notice_id)
    return sealed_response(data, "application/pdf", f"notice-{found.number}-as-issued")


def _opened_file(request: AppHttpRequest, notice_id: UUID) -> tuple[Notice, bytes]:
    found = get_notice_or_404(request, notice_id)
    return found, open_notice_file(notice=found, by=request.user, at=clock.now())
