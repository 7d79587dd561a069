"""The register of letters: owed and not made, late, ready to hand over, handed over. C.G.S. 54-192h(e)(1)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports import clock
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.notices.facts import NoticeKind
from reports.notices.models import Notice
from reports.notices.queries import OwedNotice, open_corrections, register
from reports.notices.status import Status
from reports.web.components import Action, Cell, Chip, Column, Empty, PageHeader, Table
from reports.web.desk.common import current_agency, desk_crumbs
from reports.web.desk.letters import TITLES, letter_chip
from reports.web.guards import AppHttpRequest, needs
from reports.workflow.letter_facts import recipient_of

FILTERS = (
    ("", "All that wait"),
    ("owed", "Owed, not made"),
    ("late", "Late"),
    ("ready", "Ready to hand over"),
    ("served", "Handed over"),
)
COLUMNS = (Column("Letter"), Column("Detainer"), Column("Owed since"), Column("State"), Column("Next"))


@needs(Permission.VIEW_DETAINERS)
def notices(request: AppHttpRequest) -> HttpResponse:
    """What is owed, late, ready or handed over."""
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    chosen = request.GET.get("show", "")
    rows = _served_rows(agency) if chosen == "served" else _waiting_rows(agency, chosen, at=clock.now())
    table = Table(
        caption="Letters",
        caption_hidden=True,
        columns=COLUMNS,
        rows=rows,
        empty=Empty(
            "Nothing here", "No letter is in this state. The first letter is owed the moment a request is received."
        ),
    )
    asked = open_corrections(agency).count()
    header = PageHeader(
        title="Notices",
        actions=(
            Action("On paper", reverse("desk:blanks"), kind="quiet"),
            Action(
                f"Corrections asked ({asked})" if asked else "Corrections", reverse("desk:corrections"), kind="quiet"
            ),
            Action("Print jobs", reverse("desk:print_jobs"), kind="primary", icon="print"),
        ),
        eyebrow=agency.display_name,
        lead="Letters to the person, 54-192h(e)(1): copy and intent on receipt, the reason if release is notified.",
        crumbs=desk_crumbs(),
    )
    links = [(f"?show={word}" if word else "?", label, word == chosen) for word, label in FILTERS]
    return render(request, "desk/notices.html", {"header": header, "table": table, "links": links})


def _waiting_rows(agency: Agency, chosen: str, *, at: datetime) -> list[list[Cell]]:
    lines = register(agency, at=at)
    if chosen == "owed":
        lines = [line for line in lines if line.notice is None]
    elif chosen == "late":
        lines = [line for line in lines if line.is_late]
    elif chosen == "ready":
        lines = [line for line in lines if line.stage == Status.READY]
    return [_waiting_row(line) for line in lines]


def _waiting_row(line: OwedNotice) -> list[Cell]:
    notice = line.notice
    detainer_url = reverse("desk:detainer", args=[line.detainer.pk])
    chip = letter_chip(notice) if notice else Chip("Owed, not made", "stop")
    return [
        Cell(
            TITLES[line.kind],
            url=reverse("desk:notice", args=[notice.pk]) if notice else "",
            detail=f"No. {notice.number}" if notice else "",
        ),
        Cell(f"Detainer {line.detainer.reference}", url=detainer_url),
        Cell(moment=line.owed_at, chip=Chip("Late", "stop") if line.is_late else None),
        Cell(chip=chip),
        _next(line),
    ]


def _next(line: OwedNotice) -> Cell:
    """What the desk can do about this line."""
    notice = line.notice
    if line.kind == NoticeKind.N2_COPY and line.access and not recipient_of(line.detainer.person):
        return Cell("Ask whom to tell", url=reverse("desk:whom_to_tell", args=[line.access.pk]))
    if notice is None:
        subject = line.access.pk if line.access else line.detainer.pk
        return Cell("Make it", url=reverse("desk:notice_make", args=[line.kind, subject]))
    if notice.status in {Status.READY, Status.COULD_NOT_SERVE}:
        return Cell("Hand over", url=reverse("desk:notice_serve", args=[notice.pk]))
    return Cell("")


def _served_rows(agency: Agency) -> list[list[Cell]]:
    """The last hundred handed over; the record's page has all of them."""
    rows = Notice.objects.of(agency).filter(status=Status.SERVED).select_related("agency", "detainer").defer("content")
    return [
        [
            Cell(TITLES[notice.kind], url=reverse("desk:notice", args=[notice.pk]), detail=f"No. {notice.number}"),
            Cell(f"Detainer {notice.detainer.reference}", url=reverse("desk:detainer", args=[notice.detainer_id])),
            Cell(moment=notice.owed_at),
            Cell(chip=letter_chip(notice)),
            Cell(""),
        ]
        for notice in rows.order_by("-issued_at")[:100]
    ]
