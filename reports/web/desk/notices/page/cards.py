"""The notices of a detainer as its page shows them: issued, waiting to be served, owed and not
issued, ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.urls import reverse

from reports.accounts.models import Agency
from reports.detainers.models import Detainer
from reports.detainers.queries import with_people
from reports.detainers.status import DetainerStatus
from reports.notices.codes import display_code
from reports.notices.kinds import TITLES, NoticeKind
from reports.notices.owed import NoticeCase, OwedNotice, owed, stale
from reports.notices.queries import open_corrections
from reports.notices.status import NoticeStatus, StaleReason
from reports.web.shared.html.components import Chip, Tone, WorkItem
from reports.workflow.notice_facts import recipient_of

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
    """One line about a notice."""

    title: str
    url: str
    detail: str
    chip: Chip


@dataclass(frozen=True)
class OwedCard:
    """A notice that is not issued yet, as a sentence, with the link to issue it where that is
    possible now.
    """

    text: str
    url: str = ""
    url_label: str = ""


class HasStatus(Protocol):
    """A notice, or the facts of one."""

    @property
    def status(self) -> str: ...


SECOND_SHEET = (
    "While nothing is decided the first notice says so, and who decides. The decision"
    " notice is due after the decision. Whether a notice that says “not yet decided” meets"
    " “upon receiving” is an open legal question (Q26); ask counsel."
)
STALE = "{title}, No. {number}. {reason}. {served}"
REISSUE = "Issue the corrected notice"
# Nothing takes the place of a notice about what never happened.
ONLY_VOIDED = frozenset({StaleReason.ACCESS_VOIDED, StaleReason.REOPENED})
NOT_MADE = "{title}: due, not created yet."
ASK_FOR_CONTACT = "Record attorney or designee"
FILL_IN_BY_HAND = "Fill in by hand"
AWAITING_DECISION = frozenset({DetainerStatus.AWAITING_REVIEW, DetainerStatus.AWAITING_DECISION})


def notice_chip(notice: HasStatus) -> Chip:
    return Chip(NoticeStatus(notice.status).label, TONES[notice.status])


def notice_cards(case: NoticeCase) -> list[NoticeCard]:
    """Every notice about a detainer, newest first."""
    return [
        NoticeCard(
            title=TITLES[notice.kind],
            url=reverse("desk:notice", args=[notice.notice_id]),
            detail=f"No. {notice.number}",
            chip=notice_chip(notice),
        )
        for notice in case.notices
    ]


def owed_cards(case: NoticeCase, detainer: Detainer, at: datetime) -> list[OwedCard]:
    """Notices that are owed and not issued, as in the list of notices, and what follows once there
    is a decision.
    """
    lines = owed(case, at)
    unknown = {detainer.pk} if _has_no_recipient(lines, detainer) else set()
    cards = [_not_made(line, unknown) for line in lines]
    cards += [_stale_card(line) for line in stale(case, at)]
    if case.owes_copy and detainer.status in AWAITING_DECISION:
        cards.append(OwedCard(SECOND_SHEET))
    return cards


def _has_no_recipient(lines: Iterable[OwedNotice], detainer: Detainer) -> bool:
    """Unseals the person only where a copy is owed."""
    return any(line.kind == NoticeKind.N2_COPY for line in lines) and not recipient_of(detainer)


def without_recipient(lines: Iterable[OwedNotice]) -> set[UUID]:
    """The detainers with a copy owed to an attorney or designee whom nobody has named yet; one
    query.
    """
    wanted = {
        line.case.detainer_id
        for line in lines
        if line.kind == NoticeKind.N2_COPY and line.case.detainer_id
    }
    if not wanted:
        return set()
    return {row.pk for row in with_people(wanted) if not recipient_of(row)}


def record_of(line: OwedNotice) -> tuple[str, str]:
    """What the notice is about and the address of its page: the record, or an access without
    one.
    """
    case = line.case
    if line.is_by_hand:
        return "ICE access without a detainer", reverse("desk:access", args=[line.subject_id])
    return f"Detainer {case.reference}", reverse("desk:detainer", args=[case.detainer_id])


def needs_contact_inquiry(line: OwedNotice, unknown: set[UUID]) -> bool:
    """Whether the person must first be asked for an attorney or designee (Q16)."""
    is_copy = line.kind == NoticeKind.N2_COPY and line.access_id is not None
    return is_copy and line.case.detainer_id in unknown


def way_to_make(line: OwedNotice, unknown: set[UUID]) -> tuple[str, str]:
    """The label and address of the next step."""
    if needs_contact_inquiry(line, unknown):
        return ASK_FOR_CONTACT, reverse("desk:contact_inquiry", args=[line.access_id])
    if line.is_by_hand:
        return FILL_IN_BY_HAND, reverse("desk:access", args=[line.subject_id])
    return "Create notice", reverse("desk:notice_create", args=[line.kind, line.subject_id])


def _not_made(line: OwedNotice, unknown: set[UUID]) -> OwedCard:
    label, url = way_to_make(line, unknown)
    words = label if label == ASK_FOR_CONTACT else "Create it now"
    return OwedCard(NOT_MADE.format(title=TITLES[line.kind]), url, words)


def _stale_card(line: OwedNotice) -> OwedCard:
    """A notice to replace: held back, or served already."""
    served = line.notice is not None and line.notice.status == NoticeStatus.SERVED
    text = STALE.format(
        title=TITLES[line.kind],
        number=line.notice.number if line.notice else "",
        reason=line.reason,
        served="It was served already." if served else "It is held back.",
    )
    return OwedCard(text, *way_to_replace(line))


def way_to_replace(line: OwedNotice) -> tuple[str, str]:
    """The address and the words; none where only voiding is left."""
    if line.notice is None or line.notice.stale_because in ONLY_VOIDED:
        return "", ""
    return reverse("desk:notice_create", args=[line.kind, line.subject_id]), REISSUE


def correction_items(agency: Agency, at: datetime) -> list[WorkItem]:
    """Correction requests that wait for an answer, the first due first. Nothing of them is
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
