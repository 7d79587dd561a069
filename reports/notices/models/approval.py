"""Text that goes out in OPM's name: one person proposes it, another approves it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import User
from reports.core.refusals import Conflict


def two_people(table: str) -> list[models.BaseConstraint]:
    """Person and time are set together, and nobody approves their own proposal."""
    return [
        models.CheckConstraint(
            condition=Q(approved_at__isnull=True, approved_by__isnull=True)
            | Q(approved_at__isnull=False, approved_by__isnull=False),
            name=f"{table}_approved_pair",
        ),
        models.CheckConstraint(
            condition=Q(ended_at__isnull=True, ended_by__isnull=True)
            | Q(ended_at__isnull=False, ended_by__isnull=False),
            name=f"{table}_ended_pair",
        ),
        models.CheckConstraint(
            condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
            name=f"{table}_four_eyes",
        ),
    ]


class ByTwoQuerySet(models.QuerySet[Any]):
    """The two steps of one row, judged by the row as it stands."""

    def check_new(self, **text: Any) -> None:
        """Refuse a text that stands already, waiting or approved: a form sent twice proposes once.
        The caller holds its turn. Raises Conflict.
        """
        if self.filter(ended_at__isnull=True, **text).exists():
            raise Conflict("The same words were proposed already. Look at the list.")

    def approve(self, *, by: User, at: datetime) -> None:
        """Approve it if it waits for that. Raises Conflict."""
        waiting = self.filter(approved_at__isnull=True, ended_at__isnull=True)
        if not waiting.update(approved_at=at, approved_by=by):
            raise Conflict("This was approved or ended already.")

    def end(self, *, by: User, at: datetime) -> None:
        """End it, approved or not. Raises Conflict."""
        if not self.filter(ended_at__isnull=True).update(ended_at=at, ended_by=by):
            raise Conflict("This was ended already.")


class ApprovedByTwo(models.Model):
    """Text that one person at OPM proposes and another approves; either may end it. Nothing is
    edited, so what was chosen or printed stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ByTwoQuerySet.as_manager()

    class Meta:
        abstract = True
