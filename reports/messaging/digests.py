"""One mail a day at most for a person: that something waits, never what it is about or about
whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from uuid import UUID

from reports.accounts.actions.deactivation import reactivation_link
from reports.accounts.models import User
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.mail.kinds import DIGEST
from reports.mail.sending import send
from reports.messaging.models import Digest, MailPreference, Message
from reports.outbox.actions import enqueue

SEND_KIND = "send_digest"
# Told by a mail of their own at once, because a grant that nobody noticed is how access is stolen.
MAILED_AT_ONCE = frozenset({Message.Kind.ROLE_GRANTED})
DUE = frozenset(
    {Message.Kind.DUE_SOON, Message.Kind.OVERDUE, Message.Kind.REMINDED, Message.Kind.RETURNED}
)


def make_digests(*, at: datetime) -> int:
    """Put each person's unread and unmailed messages into one digest of the day, and promise to
    send it.
    """
    silent = MailPreference.objects.filter(wants_digest=False).values("user_id")
    unread = Message.objects.filter(
        read_at__isnull=True, digest__isnull=True, recipient__is_active=True
    )
    waiting = unread.exclude(kind__in=MAILED_AT_ONCE)
    people = User.objects.filter(
        pk__in=waiting.exclude(recipient_id__in=silent).values("recipient_id")
    )
    return sum(_make(user=user, at=at) for user in people)


@verb(system=True)
def _make(*, user: User, at: datetime) -> bool:
    digest, made = Digest.objects.get_or_create(recipient=user, day=local_day(at))
    if not made:
        return False  # today's mail has gone; what came since waits for tomorrow's
    unread = Message.objects.filter(recipient=user, read_at__isnull=True, digest__isnull=True)
    unread.exclude(kind__in=MAILED_AT_ONCE).update(digest=digest)
    enqueue(kind=SEND_KIND, object_id=digest.pk, at=at)
    return True


def send_digest(*, digest: Digest, at: datetime) -> None:
    """Send it. An address that the server refuses is kept as refused and shown; other faults are
    tried again.
    """
    if digest.outcome != Digest.Outcome.PROMISED:
        return
    try:
        _mail(digest)
    except (SMTPRecipientsRefused, SMTPSenderRefused) as refused:
        digest.outcome, digest.error_code = Digest.Outcome.REFUSED, type(refused).__name__
    else:
        digest.outcome, digest.sent_at = Digest.Outcome.SENT, at
    digest.save(update_fields=["outcome", "sent_at", "error_code"])


def refused_since(people: Iterable[UUID], *, since: date) -> dict[UUID, date]:
    """Whose newest mail the server refused, and on which day: an address to correct. One query."""
    rows = Digest.objects.filter(recipient__in=list(people), day__gte=since).order_by("day")
    newest = {row["recipient_id"]: row for row in rows.values("recipient_id", "day", "outcome")}
    return {
        person: row["day"]
        for person, row in newest.items()
        if row["outcome"] == Digest.Outcome.REFUSED
    }


def _mail(digest: Digest) -> None:
    messages = list(digest.messages.order_by("created_at"))
    titles = [message.get_kind_display() for message in messages]
    is_due = any(message.kind in DUE for message in messages)
    wakes = digest.recipient.deactivated_at is not None and is_due
    send(
        DIGEST,
        to=[digest.recipient.email],
        count=len(titles),
        kinds=list(dict.fromkeys(titles)),
        wake=reactivation_link(digest.recipient) if wakes else "",
    )
