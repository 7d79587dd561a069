"""The letters of a detainer as the desk shows them: made, waiting to be handed over, owed and not made, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from reports.detainers.models import Detainer
from reports.notices.models import KINDS, Notice
from reports.notices.status import Status
from reports.web.components import Chip, Tone

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
