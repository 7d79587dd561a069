"""Background work about roles that wait: their mail, the day that passes, and their end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.grants.actions import (
    GIVE_WHEN_DUE,
    REQUEST_MAIL,
    give_when_due,
    lapse_role_requests,
)
from reports.grants.notifications import mail_about_request
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler, scheduled

LAPSE = "role_request.lapse"

scheduled(LAPSE, every=timedelta(hours=6))


@job_handler(REQUEST_MAIL, lane=Lane.MAIL)
def mail_role_request(object_id: UUID, version: int) -> None:
    """Tell everybody concerned."""
    mail_about_request(request_id=object_id, version=version, at=clock.now())


@job_handler(GIVE_WHEN_DUE)
def give_role_when_due(object_id: UUID, _version: int) -> None:
    """A confirmed role whose day has passed."""
    give_when_due(request_id=object_id, at=clock.database_now())


@job_handler(LAPSE)
def lapse_requests(_object_id: UUID, _version: int) -> None:
    """End requests that nobody answered."""
    lapse_role_requests(at=clock.database_now())
