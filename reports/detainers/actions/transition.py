"""The one way a detainer changes its status: table, permission, conditional update, trail."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.detainers.models import Detainer
from reports.detainers.status import DetainerStatus, transition

LOCAL = ZoneInfo("America/New_York")


def local_day(at: datetime) -> date:
    """The Connecticut calendar day of a moment."""
    return at.astimezone(LOCAL).date()


def move(detainer: Detainer, end: DetainerStatus, *, by: User, at: datetime) -> None:
    """Move to `end` if the table allows it and nobody moved it first. Raises StateRefused,
    PermissionRefused, Moved.
    """
    start = DetainerStatus(detainer.status)
    row = transition(start, end)
    if row is None:
        raise StateRefused(f"A request that is “{start.label}” cannot become “{end.label}”.")
    check_can(by, row.permission, detainer.agency, on=local_day(at))
    changed = Detainer.objects.filter(pk=detainer.pk, status=start).update(status=end)
    if not changed:
        raise Conflict(
            "Somebody else moved this request first. Open it again to see where it stands."
        )
    detainer.status = end
    audit_detainer(detainer, row.event, by=by, at=at)


def audit_detainer(
    detainer: Detainer, event: str, *, by: User, at: datetime, **detail: str | int | bool | None
) -> None:
    """An entry about the detainer in its agency's trail."""
    record(
        chain=detainer.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="detainer",
        subject_id=detainer.pk,
        detail=detail,
    )
