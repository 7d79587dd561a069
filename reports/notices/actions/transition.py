"""The one way a letter changes its status: table, conditional update, trail."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.notices.models import Notice
from reports.notices.status import CURRENT, NoticeStatus, transition
from reports.notices.text.formatting import CONNECTICUT

SYSTEM = "system:notices"


def local_day(at: datetime) -> date:
    """The Connecticut calendar day of a moment."""
    return at.astimezone(CONNECTICUT).date()


def move(
    notice: Notice, end: NoticeStatus, *, by: User | None, at: datetime, **detail: str
) -> None:
    """Move to `end` if the table allows it and nobody moved it first; the move and its entry stand
    or fall together.
    """
    row = transition(notice.status, end)
    if row is None:
        raise StateRefused(_why_not(notice))
    if not Notice.objects.filter(pk=notice.pk, status=notice.status).update(status=end):
        raise Conflict("Somebody else changed this letter a moment ago. Look at it again.")
    notice.status = end
    audit_notice(notice, row.event, by=by, at=at, **detail)


def audit_notice(
    notice: Notice, event: str, *, by: User | None, at: datetime, **detail: str
) -> None:
    """An entry about the letter in its agency's trail."""
    record(
        chain=notice.agency.code,
        event=event,
        actor=str(by.pk) if by is not None else SYSTEM,
        at=at,
        subject_type="notice",
        subject_id=notice.pk,
        detail=detail,
    )


def _why_not(notice: Notice) -> str:
    if notice.status == NoticeStatus.RENDERING:
        return "The letter is still being made. Try again in a moment."
    if notice.status not in CURRENT:
        return "This letter is void or was replaced by a later one."
    return "The letter could not be drawn, so it cannot have been handed over."
