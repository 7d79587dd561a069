"""Background work about people: mail when a role was given or ended, or a link made."""

from __future__ import annotations

from uuid import UUID

from reports.accounts.notifications import LINK_MAIL, ROLE_MAIL, mail_about_link, mail_about_role
from reports.core import clock
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler


@job_handler(ROLE_MAIL, lane=Lane.MAIL)
def mail_role(object_id: UUID, version: int) -> None:
    """Tell of a role that was given or ended."""
    mail_about_role(membership_id=object_id, version=version, on=clock.today())


@job_handler(LINK_MAIL, lane=Lane.MAIL)
def mail_link(object_id: UUID, _version: int) -> None:
    """Tell of a one-time link."""
    mail_about_link(entry_id=object_id)
