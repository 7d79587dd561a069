"""The steps of text that one person at OPM proposes and another approves; see
`reports.notices.models.approval`. Called by the verbs of each kind of text.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.law.moments import local_day
from reports.notices.models.approval import ApprovedByTwo
from reports.notices.policies import check_can_maintain_contacts


def check_can_approve(row: ApprovedByTwo, *, by: User, at: datetime) -> None:
    """Raise StateRefused to whoever proposed it, PermissionRefused to whoever keeps no texts."""
    check_can_maintain_contacts(by, on=local_day(at))
    if row.proposed_by_id == by.pk:
        raise StateRefused(
            "Somebody else at OPM must approve what you proposed: two pairs of eyes."
        )


def approve_proposal(row: QuerySet[Any], *, by: User, at: datetime) -> None:
    """Approve the one row if it waits for that. Raises Conflict."""
    waiting = row.filter(approved_at__isnull=True, ended_at__isnull=True)
    if not waiting.update(approved_at=at, approved_by=by):
        raise Conflict("This was approved or ended already.")


def end_text(row: QuerySet[Any], *, by: User, at: datetime) -> None:
    """End the one row, approved or not. Raises Conflict."""
    check_can_maintain_contacts(by, on=local_day(at))
    if not row.filter(ended_at__isnull=True).update(ended_at=at, ended_by=by):
        raise Conflict("This was ended already.")
