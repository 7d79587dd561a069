"""A role that was asked for and waits for a second person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.accounts.models import Agency
from reports.accounts.roles import ROLES, Role
from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.grants.status import OPEN, ConfirmedAt, RoleRequestStatus


class RoleRequest(BoundRow):
    """Who asked which role for whom, and who confirmed or stopped it. It gives nobody an account
    until the role is given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="role_requests"
    )
    role = models.CharField(
        max_length=30, choices=[(role.value, ROLES[role].title) for role in Role]
    )
    email = models.EmailField(max_length=254, help_text="In small letters.")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=RoleRequestStatus.choices)
    confirmed_where = models.CharField(max_length=10, choices=ConfirmedAt.choices)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    earliest_at = models.DateTimeField(help_text="The role is given no sooner.")
    lapses_at = models.DateTimeField(help_text="From then on it can only be asked for again.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = BoundQuerySet["RoleRequest"].as_manager()

    class Meta:
        ordering = ("-requested_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="role_request_confirmed_when_and_by",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="role_request_stopped_when_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=models.F("requested_by")),
                name="role_request_second_person",
            ),
            models.UniqueConstraint(
                fields=["email", "agency", "role"],
                condition=Q(status__in=OPEN, agency__isnull=False),
                name="role_request_open_once",
            ),
            models.UniqueConstraint(
                fields=["email", "role"],
                condition=Q(status__in=OPEN, agency__isnull=True),
                name="role_request_at_opm_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.place}"

    @property
    def place(self) -> str:
        """Where the role would be held, as people call it."""
        return self.agency.display_name if self.agency else "OPM"
