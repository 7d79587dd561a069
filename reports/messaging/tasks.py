"""Background work of messages: the day's mail put together and sent, grants put on the list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from reports.accounts.notifications import ROLE_MESSAGE
from reports.core import clock
from reports.messaging import digests
from reports.messaging.account_messages import deactivation_round, notify_role_change
from reports.messaging.models import Digest
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler


def daily_mail(*, at: datetime) -> None:
    """Warn whose account is about to be deactivated and put the day's mail together.

    The daily round of half-years ends with it, so that its reminders go out in the same mail.
    """
    if not settings.DEMO:
        deactivation_round(at=at)  # the demo's people live in days of their own
    digests.make_digests(at=at)


@job_handler(digests.SEND_KIND, lane=Lane.MAIL)
def send_digest(object_id: UUID, _version: int) -> None:
    """Send one person's mail of the day."""
    digests.send_digest(
        digest=Digest.objects.select_related("recipient").get(pk=object_id), at=clock.now()
    )


@job_handler(ROLE_MESSAGE)
def role_message(object_id: UUID, _version: int) -> None:
    """Put a grant on the list of what waits for the person, beside the mail about it."""
    notify_role_change(membership_id=object_id, at=clock.now())
