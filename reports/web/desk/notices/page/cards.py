"""The letters of a detainer as the desk shows them: made, waiting to be handed over, owed and not
made, ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from reports.accounts.models import Agency
from reports.detainers.models import Detainer
from reports.detainers.status import DetainerStatus
from reports.law.findings import Assessment
from reports.notices.codes import display_code
from reports.notices.kinds import TITLES
from reports.notices.models import Notice
from reports.notices.queries import open_corrections
from reports.notices.status import NoticeStatus
from reports.records.case_file import CaseFile
from reports.web.shared.html.components import Chip, Tone, WorkItem

TONES: dict[str, Tone] = {
    NoticeStatus.RENDERING: "waiting",
    NoticeStatus.COULD_NOT_RENDER: "stop",
    NoticeStatus.READY: "waiting",
    NoticeStatus.SERVED: "good",
    NoticeStatus.COULD_NOT_SERVE: "warning",
    NoticeStatus.VOIDED: "neutral",
    NoticeStatus.SUPERSEDED: "neutral",
}


@dataclass(frozen=True)
class NoticeCard:
    """One line about a letter."""

    title: str
    url: str
    detail: str
    chip: Chip
    kind: str
    is_live: bool


@dataclass(frozen=True)
class OwedCard:
    """A letter that is not there yet, as a sentence; with the way to make it where it can be made
    now.
    """

    text: str
    url: str = ""


SECOND_SHEET = (
    "While nothing is decided the first letter says so, and who decides by when. The second sheet"
    " is owed as soon as the decision falls. Whether that meets “upon receiving” is open (Q26); ask"
    " counsel."
)
NOT_MADE = "{title}: owed and not made."


def notice_chip(notice: Notice) -> Chip:
    return Chip(NoticeStatus(notice.status).label, TONES[notice.status])


def notice_cards(detainer: Detainer, *, at: datetime) -> list[NoticeCard]:
    """Every letter about a detainer, newest first."""
    rows = Notice.objects.filter(detainer=detainer).only(
        "id", "kind", "status", "year", "sequence", "issued_at", "agency"
    )
    letters = []
    for notice in rows:
        notice.agency = detainer.agency
        letters.append(_card(notice))
    return letters


def _card(notice: Notice) -> NoticeCard:
    return NoticeCard(
        title=TITLES[notice.kind],
        url=reverse("desk:notice", args=[notice.pk]),
        detail=f"No. {notice.number}",
        chip=notice_chip(notice),
        kind=notice.kind,
        is_live=notice.is_live,
    )


def owed_cards(
    detainer: Detainer,
    assessment: Assessment,
    letters: Iterable[NoticeCard],
    happened: Iterable[CaseFile],
) -> list[OwedCard]:
    """What the act asks for and is not there: on receipt, on the decision, on telling a release,
    (e)(1).
    """
    live = {letter.kind for letter in letters if letter.is_live}
    owed = []
    if any(duty.duty == "copy_and_intent_notice" for duty in assessment.duties):
        decided = detainer.status == DetainerStatus.DECIDED
        wanted = ("N1", "N1I") if decided else ("N1",)
        owed += [_not_made(kind, detainer.pk) for kind in wanted if kind not in live]
        if detainer.status in {DetainerStatus.AWAITING_REVIEW, DetainerStatus.AWAITING_DECISION}:
            owed.append(OwedCard(SECOND_SHEET))
    cards = [
        row
        for row in happened
        if row.what == "access" and row.code == "B" and not (row.flag or row.second_flag)
    ]
    if cards and "N2" not in live:
        owed.append(_not_made("N2", cards[0].pk))
    return owed


def _not_made(kind: str, subject: UUID) -> OwedCard:
    url = reverse("desk:notice_create", args=[kind, subject])
    return OwedCard(NOT_MADE.format(title=TITLES[kind]), url)


def correction_items(agency: Agency, at: datetime) -> list[WorkItem]:
    """Requests to correct a letter that wait for an answer, the first due first. Nothing of them is
    unsealed.
    """
    rows = open_corrections(agency).only("ticket", "requested_at", "due_at", "confirmed_at")
    return [
        WorkItem(
            f"Ticket {display_code(row.ticket)}",
            reverse("desk:correction", args=[row.pk]),
            detail="waits for the answer" if row.confirmed_at else "first make sure who asks",
            due_at=row.due_at,
            late=row.due_at < at,
        )
        for row in rows.select_related(None)
    ]
