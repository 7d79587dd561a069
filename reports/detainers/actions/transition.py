"""What the verbs on a detainer share: the entry in the audit log. Status moves by the lifecycle."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reports.accounts.models import User
from reports.detainers.models import Detainer
from reports.detainers.status import DETAINER_LIFECYCLE

LOCAL = ZoneInfo("America/New_York")


def local_day(at: datetime) -> date:
    """The Connecticut calendar day of a moment."""
    return at.astimezone(LOCAL).date()


def audit_detainer(
    detainer: Detainer, event: str, *, by: User, at: datetime, **detail: str | int | bool | None
) -> None:
    """An entry about the detainer in its agency's chain."""
    DETAINER_LIFECYCLE.audit(detainer, event, by=by, at=at, detail=detail)
