"""What the verbs on an edition share: the entry in the audit log. Status moves by the lifecycle."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.publication.models.editions import Edition
from reports.publication.status import EDITION_LIFECYCLE


def audit_edition(
    edition: Edition, event: str, *, by: User, at: datetime, **detail: str | int
) -> None:
    """Write a step into OPM's chain; numbers and hashes only."""
    EDITION_LIFECYCLE.audit(edition, event, by=by, at=at, detail=detail)
