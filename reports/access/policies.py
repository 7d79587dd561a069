"""Who may record, correct and void an ICE access."""

from __future__ import annotations

from datetime import date

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import Conflict
from reports.detainers.models import Detainer

NOT_CURRENT = "It was corrected or voided already."


def check_can_record(user: User, agency: Agency, *, on: date) -> None:
    """Record an access given by the agency, 54-192h(e)(2)."""
    check_can(user, Permission.RECORD_ACCESS, agency, on=on)


def check_can_record_under(user: User, detainer: Detainer, *, on: date) -> None:
    """Record an access from the page of the detainer it belongs to."""
    check_can_record(user, detainer.agency, on=on)


def check_can_correct(user: User, access: Access, *, on: date) -> None:
    """Add a corrected row that replaces a current one."""
    check_current(access)
    check_can_record(user, access.agency, on=on)


def check_can_void(user: User, access: Access, *, on: date) -> None:
    """Mark an access as recorded by mistake: the agency head."""
    check_current(access)
    check_can(user, Permission.VOID_NOTICE, access.agency, on=on)


def check_current(access: Access) -> None:
    """Raise Conflict where the access is voided or already corrected."""
    if not Access.objects.standing().filter(pk=access.pk).exists():
        raise Conflict(NOT_CURRENT)


def check_can_record_communication(user: User, agency: Agency, *, on: date) -> None:
    """Record a communication with a federal immigration authority."""
    check_can(user, Permission.RECORD_REPLY, agency, on=on)
