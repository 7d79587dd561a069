"""The letters of a detainer as the desk shows them: made, waiting to be handed over, owed and not made, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from reports.accounts.models import Agency
from reports.detainers.models import Detainer
from reports.notices.codes import shown_code
from reports.notices.models import KINDS, Notice
from reports.notices.queries import open_corrections
from reports.notices.status import Status
from reports.web.components import Chip, Tone, WaitingItem

TONES: dict[str, Tone] = {
    Status.RENDERING: "waiting",
    Status.COULD_NOT_RENDER: "stop",
    Status.READY: "waiting",
    Status.SERVED: "good",
    Status.COULD_NOT_SERVE: "warning",
    Status.VOIDED: "neutral",
    Status.SUPERSEDED: "neutral",
}
TITLES = {str(kind): title for kind, title in KINDS}


@dataclass(frozen=True)
class Letter:
    """One line about a letter."""

    title: str
    url: str
    detail: str
    chip: Chip


def letter_chip(notice: Notice) -> Chip:
    return Chip(Status(notice.status).label, TONES[notice.status])


def letters_of(detainer: Detainer, *, at: datetime) -> list[Letter]:
    """Every letter about a detainer, newest first."""
    rows = Notice.objects.filter(detainer=detainer).only(
        "id", "kind", "status", "year", "sequence", "issued_at", "agency"
    )
    letters = []
    for notice in rows:
        notice.agency = detainer.agency
        letters.append(_letter(notice))
    return letters


def _letter(notice: Notice) -> Letter:
    return Letter(
        title=TITLES[notice.kind],
        url=reverse("desk:notice", args=[notice.pk]),
        detail=f"No. {notice.number}",
        chip=letter_chip(notice),
    )


def correction_items(agency: Agency, at: datetime) -> list[WaitingItem]:
    """Requests to correct a letter that wait for an answer, the first due first. Nothing of them is unsealed."""
    rows = open_corrections(agency).only("ticket", "asked_at", "due_at", "confirmed_at")
    return [
        WaitingItem(
            f"Ticket {shown_code(row.ticket)}",
            reverse("desk:correction", args=[row.pk]),
            detail="waits for the answer" if row.confirmed_at else "first make sure who asks",
            due_at=row.due_at,
            late=row.due_at < at,
        )
        for row in rows.select_related(None)
    ]
