"""The audit log entry that every verb on a detainer writes. The status changes through the
lifecycle.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.detainers.models import Detainer
from reports.detainers.status import DETAINER_LIFECYCLE


def audit_detainer(
    detainer: Detainer, event: str, *, by: User, at: datetime, **detail: str | int | bool | None
) -> None:
    """Write an entry about the detainer to its agency's chain."""
    DETAINER_LIFECYCLE.audit(detainer, event, by=by, at=at, detail=detail)
