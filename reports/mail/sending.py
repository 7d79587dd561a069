"""The one place that sends mail."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.template.loader import render_to_string

from reports.mail.actions import MailJob, expect_deliveries, keep_answer, keep_server_away
from reports.mail.kinds import SUBJECT_FIELDS, MailKind
from reports.mail.models import MailDelivery
from reports.mail.retries import NOT_AN_ADDRESS, Answer, ServerAway, answer_of
from reports.outbox.runner import TryLater

# After a failure the server is left alone for a moment, so that messages do not wait for it one by
# one.
QUIET_SECONDS: Final = 30.0
# A message to many gives others a turn after so long.
TURN_SECONDS: Final = 60.0


class _ServerAway:
    until = 0.0


def send(
    kind: MailKind,
    *,
    to: str,
    context: Mapping[str, object],
    connection: BaseEmailBackend | None = None,
) -> None:
    """Send one mail to one address. Its template knows this installation as `site`.

    Raises TypeError where the context is not what the kind declares, the errors of smtplib, and
    OSError.
    """
    if set(context) != set(kind.sample):
        named = ", ".join(sorted(kind.sample)) or "nothing"
        raise TypeError(f"{kind.template} is rendered from {named}.")
    fields = {name: value for name, value in context.items() if name in SUBJECT_FIELDS}
    values = {**context, "site": settings.PUBLIC_ADDRESS}
    body = render_to_string(kind.template, values).strip() + "\n"
    subject = kind.subject.format(**fields)
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], connection=connection).send()


def deliver(
    kind: MailKind, *, job: MailJob, to: Mapping[UUID, str], at: datetime, **context: object
) -> list[MailDelivery]:
    """Send the message to each of these addresses that has not had it, each alone, so that none
    learns of the others and none is silenced by another. Returns what became of it, when nothing is
    left to try.

    The job that calls this is run again for what the server did not take: raises TryLater. Each
    time `to` is whoever is to have the message then; those who no longer are get none.
    """
    waiting = expect_deliveries(job, to, at=at)
    due = {person: row for person, row in waiting.items() if row.next_try_at <= at}
    _send_each(kind, {to[person]: row for person, row in due.items()}, at=at, context=context)
    left = job.deliveries().filter(outcome=MailDelivery.Outcome.WAITING)
    next_try = left.order_by("next_try_at").values_list("next_try_at", flat=True).first()
    if next_try is not None:
        raise TryLater(next_try - at, code="MailNotTaken")
    return list(job.deliveries())


def _send_each(
    kind: MailKind,
    rows: Mapping[str, MailDelivery],
    *,
    at: datetime,
    context: Mapping[str, object],
) -> None:
    quiet = _ServerAway.until - time.monotonic()
    if rows and quiet > 0:
        raise TryLater(timedelta(seconds=quiet), code="MailServerAway")
    began, connection = time.monotonic(), get_connection()
    try:
        # Those first at which the server never broke off, in case it does so at one of them.
        for address, row in sorted(rows.items(), key=lambda item: (item[1].attempts, item[0])):
            if time.monotonic() - began > TURN_SECONDS:
                return  # the job comes back for the rest at once
            try:
                answer = _try(kind, address, connection, context)
            except ServerAway as away:
                _ServerAway.until = time.monotonic() + QUIET_SECONDS
                keep_server_away(row, at=at)
                raise TryLater(timedelta(seconds=QUIET_SECONDS), code=str(away)) from away
            keep_answer(row, answer, at=at)
    finally:
        _close(connection)


def _try(
    kind: MailKind, address: str, connection: BaseEmailBackend, context: Mapping[str, object]
) -> Answer:
    if not _is_address(address):
        return Answer(NOT_AN_ADDRESS)
    try:
        connection.open()  # once for all addresses
        send(kind, to=address, context=context, connection=connection)
    except (SMTPException, OSError) as error:
        return answer_of(error)
    return Answer()


def _is_address(address: str) -> bool:
    try:
        sanitize_address(address, "utf-8")
    except ValueError:
        return False
    return True


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        return  # it had gone already
