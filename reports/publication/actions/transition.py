"""One step of an edition's road: the table asked, the status changed if nobody was faster, the
trail written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.accounts.models import User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict
from reports.publication.models.editions import Edition
from reports.publication.policies import check_allows
from reports.publication.status import EditionEvent, transition


def move(edition: Edition, event: EditionEvent, *, by: User, at: datetime, **changes: Any) -> None:
    """Change the status by the table's row for this event, or raise."""
    check_allows(edition, event)
    row = transition(event, edition.status)
    assert row is not None  # noqa: S101  check_allows has just found it
    changes["status"] = row.end
    if not Edition.objects.filter(pk=edition.pk, status=edition.status).update(**changes):
        raise Conflict(
            "Somebody else moved this edition first. Open it again to see where it stands."
        )
    for name, value in changes.items():
        setattr(edition, name, value)
    audit_edition(edition, event, by=by, at=at)


def audit_edition(
    edition: Edition, event: str, *, by: User, at: datetime, **detail: str | int
) -> None:
    """Write a step into OPM's trail; numbers and hashes only."""
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="edition",
        subject_id=edition.pk,
        detail={
            "half_year": edition.half_year,
            "number": edition.number,
            "sha256": edition.content_sha256,
            **detail,
        },
    )
