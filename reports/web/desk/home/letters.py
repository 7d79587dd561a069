"""The notices that wait at an agency, as work items: to create, to fill in by hand, to serve."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from django.urls import reverse

from reports.core.dates import duration
from reports.notices.kinds import TITLES, NoticeKind
from reports.notices.owed import IssuedNotice, NoticeCase, OwedNotice, owed, unserved
from reports.web.desk.notices.page.cards import notice_chip, record_of
from reports.web.shared.html.components import Chip, WorkItem

MOST = 100
NOT_MADE: dict[str, str] = {
    NoticeKind.N1_RECEIPT: "First notice",
    NoticeKind.N1_INTENT: "Decision notice",
    NoticeKind.CANCELLATION: "Cancellation notice",
    NoticeKind.N2: "Release notice",
    NoticeKind.N2_COPY: "Copy for attorney or designee",
}


def letters_to_hand_over(found: list[NoticeCase], at: datetime) -> list[WorkItem]:
    """Notices owed and not issued, then those issued and not served."""
    return [*_not_made(found, at), *_letters(found, at)]


def _not_made(found: list[NoticeCase], at: datetime) -> list[WorkItem]:
    """Notices that are owed and could not be issued yet, the longest owed first; the same lines as
    in the list of notices.
    """
    lines = [line for case in found for line in owed(case, at)]
    return [_lacking(line, at) for line in sorted(lines, key=attrgetter("owed_at"))]


def _lacking(line: OwedNotice, at: datetime) -> WorkItem:
    label, url = record_of(line)
    about = label if line.is_by_hand else f"detainer {line.case.reference}"
    state = "to fill in by hand" if line.is_by_hand else "not created"
    detail = f"Due {duration(at - line.owed_at)} ago; the record says what it waits for"
    return WorkItem(
        f"{NOT_MADE[line.kind]} {state}, {about}",
        url,
        detail=detail,
        late=line.is_late,
        chip=Chip("Not created", "stop"),
    )


def _letters(found: list[NoticeCase], at: datetime) -> list[WorkItem]:
    """Notices issued and not served."""
    lines = [line for case in found for line in unserved(case, at)]
    ordered = sorted(lines, key=attrgetter("owed_at"))
    return [_letter(line, line.notice, at) for line in ordered[:MOST] if line.notice]


def _letter(line: OwedNotice, notice: IssuedNotice, at: datetime) -> WorkItem:
    """One notice to serve. The act names no hour; lateness is the list's own measure, so no due
    time is shown.
    """
    detail = (
        f"Detainer {line.case.reference}, No. {notice.number}; due"
        f" {duration(at - line.owed_at)} ago"
    )
    return WorkItem(
        TITLES[line.kind],
        reverse("desk:notice", args=[notice.notice_id]),
        detail=detail,
        late=line.is_late,
        chip=Chip("Late", "stop") if line.is_late else notice_chip(notice),
    )
