"""The audit log entry that every verb on an edition writes. The status changes through the
lifecycle.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.publication.models.editions import Edition
from reports.publication.status import EDITION_LIFECYCLE


def audit_edition(
    edition: Edition, event: str, *, by: User, at: datetime, **detail: str | int
) -> None:
    """Write a step to OPM's chain: numbers and hashes only."""
    EDITION_LIFECYCLE.audit(edition, event, by=by, at=at, detail=detail)
