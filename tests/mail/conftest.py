"""A message to two people, and a mail server that is told what to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from reports.core.clock import now
from reports.mail import sending
from reports.mail.actions import MailJob
from reports.mail.kinds import PLAIN
from reports.mail.models import MailDelivery
from reports.mail.sending import deliver
from reports.outbox.runner import TryLater
from tests.support.mail_server import MailServer, mail_server

ANNA, BEN = uuid4(), uuid4()
TO = {ANNA: "anna@hartford.example", BEN: "ben@hartford.example"}
JOB = MailJob("link_mail", uuid4())
AT = now()
Outcome = MailDelivery.Outcome


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    monkeypatch.setattr(sending._ServerAway, "until", 0.0)
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
        settings.EMAIL_TIMEOUT = 0.2
        yield running


def run(to: dict[UUID, str] = TO, *, at: datetime = AT) -> timedelta | None:
    """Send, and say after how long to try again."""
    try:
        deliver(PLAIN, job=JOB, to=to, at=at)
    except TryLater as later:
        return later.after
    return None


def outcomes() -> dict[UUID, str]:
    return {row.recipient_id: row.outcome for row in JOB.deliveries().order_by("created_at")}
