"""Keeping what became of mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from reports.core.verbs import verb
from reports.mail.models import MailDelivery
from reports.mail.retries import GIVE_UP_AFTER, SERVER_PAUSES, Answer, pause_after
from reports.outbox.actions import repeat

Outcome = MailDelivery.Outcome
FAILED: Final = (Outcome.REFUSED, Outcome.EXPIRED)
# Older mail is of no use to whoever gets a new address today.
MISSED_FOR: Final = timedelta(days=30)


@dataclass(frozen=True)
class MailJob:
    """A message, named by the job that sends it."""

    kind: str
    object_id: UUID
    version: int = 1

    def deliveries(self) -> QuerySet[MailDelivery]:
        """What is kept of it."""
        return MailDelivery.objects.filter(
            job_kind=self.kind, object_id=self.object_id, version=self.version
        )


def digest_of(address: str) -> str:
    """Tells two addresses apart, and gives neither away."""
    return salted_hmac(
        "reports.mail.address", address.strip().lower(), algorithm="sha256"
    ).hexdigest()


@verb(system=True)
def expect_deliveries(
    job: MailJob, to: Mapping[UUID, str], *, at: datetime
) -> dict[UUID, MailDelivery]:
    """What is to be sent now, by recipient. Whoever is to have a message is settled when it is
    first sent: later only those among them who still are, each at the present address.
    """
    kept = list(job.deliveries())
    known = {row.recipient_id for row in kept} if kept else set(to)
    had_it = {row.recipient_id for row in kept if row.outcome == Outcome.SENT}
    wanted = {
        (recipient, digest_of(address))
        for recipient, address in to.items()
        if recipient in known - had_it
    }
    for row in kept:
        if row.outcome == Outcome.WAITING and (row.recipient_id, row.address_digest) not in wanted:
            end_delivery(row, Outcome.NOT_NEEDED, at=at)
    fresh = wanted - {(row.recipient_id, row.address_digest) for row in kept}
    MailDelivery.objects.bulk_create(
        [_new(job, recipient, digest, at) for recipient, digest in fresh], ignore_conflicts=True
    )
    return {row.recipient_id: row for row in job.deliveries().filter(outcome=Outcome.WAITING)}


def _new(job: MailJob, recipient: UUID, digest: str, at: datetime) -> MailDelivery:
    return MailDelivery(
        job_kind=job.kind,
        object_id=job.object_id,
        version=job.version,
        recipient_id=recipient,
        address_digest=digest,
        created_at=at,
        next_try_at=at,
    )


def end_delivery(row: MailDelivery, outcome: Outcome, *, at: datetime) -> None:
    row.outcome, row.ended_at = outcome, at
    row.save(update_fields=["outcome", "ended_at", "attempts", "reply_code"])


@verb(system=True)
def keep_answer(row: MailDelivery, answer: Answer, *, at: datetime) -> None:
    """What the server said to this message for this address."""
    row.attempts, row.reply_code = row.attempts + 1, answer.code
    if answer.is_taken:
        end_delivery(row, Outcome.SENT, at=at)
    elif answer.is_final:
        end_delivery(row, Outcome.REFUSED, at=at)
    else:
        _wait(row, pause_after(row.attempts), at=at)


@verb(system=True)
def keep_server_away(row: MailDelivery, *, at: datetime) -> None:
    """The server was away when this message was to be sent to this address."""
    row.attempts += 1
    _wait(row, pause_after(row.attempts, pauses=SERVER_PAUSES), at=at)


def _wait(row: MailDelivery, pause: timedelta, *, at: datetime) -> None:
    if at + pause > row.created_at + GIVE_UP_AFTER:
        end_delivery(row, Outcome.EXPIRED, at=at)
        return
    row.next_try_at = at + pause
    row.save(update_fields=["attempts", "reply_code", "next_try_at"])


@verb(system=True)
def send_missed(addresses: Mapping[UUID, str], *, at: datetime) -> int:
    """Send again what failed at an address that was corrected since, to these recipients at their
    present addresses. How many messages.
    """
    failed = MailDelivery.objects.filter(outcome__in=FAILED, ended_at__gte=at - MISSED_FOR)
    jobs = {
        MailJob(row.job_kind, row.object_id, row.version)
        for row in failed.filter(recipient_id__in=list(addresses))
        if row.address_digest != digest_of(addresses[row.recipient_id])
        and not _tried_since(row, addresses[row.recipient_id])
    }
    return sum(
        repeat(kind=job.kind, object_id=job.object_id, version=job.version, at=at) for job in jobs
    )


def _tried_since(row: MailDelivery, address: str) -> bool:
    job = MailJob(row.job_kind, row.object_id, row.version)
    return (
        job.deliveries()
        .filter(recipient_id=row.recipient_id, address_digest=digest_of(address))
        .exists()
    )
