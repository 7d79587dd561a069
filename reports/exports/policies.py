"""Who may take an agency's records away as a file."""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission


def check_can_export(user: User, agency: Agency, *, on: date) -> None:
    """Take the agency's records away, names and all. Raises PermissionRefused."""
    check_can(user, Permission.EXPORT_RECORDS, agency, on=on)
