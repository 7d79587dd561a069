"""How a request ends, with the notice that a request taken back calls for."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.verbs import verb
from reports.detainers.actions import outcome as ending
from reports.detainers.models import CustodyEvent, Detainer
from reports.detainers.vocabulary import CustodyOutcome
from reports.notices.actions.transition import mark_stale
from reports.notices.kinds import NoticeKind
from reports.notices.status import StaleReason
from reports.workflow.notices import issue_cancellation_notice


@verb
def record_outcome(
    *,
    detainer: Detainer,
    outcome: str,
    happened_at: datetime,
    by: User,
    at: datetime,
    moved_to: str = "",
    note_text: str = "",
) -> CustodyEvent:
    """Record how custody or the request ended. Whoever was told of a request that was taken back is
    told so.
    """
    event = ending.record_outcome(
        detainer=detainer,
        outcome=outcome,
        happened_at=happened_at,
        moved_to=moved_to,
        note_text=note_text,
        by=by,
        at=at,
    )
    if outcome == CustodyOutcome.CANCELLED:
        issue_cancellation_notice(detainer, by=by, at=at)
    return event


@verb
def reopen_detainer(*, detainer: Detainer, reason: str, by: User, at: datetime) -> None:
    """Open a closed detainer again. A notice that it was taken back is no longer true."""
    ending.reopen_detainer(detainer=detainer, reason=reason, by=by, at=at)
    notices = detainer.notices.live().filter(kind=NoticeKind.CANCELLATION)
    mark_stale(notices, because=StaleReason.REOPENED, by=by, at=at)
