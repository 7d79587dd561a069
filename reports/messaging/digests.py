"""One mail a day at most for a person: that something waits, never what it is about or about
whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from reports.accounts.actions.deactivation import reactivation_link
from reports.accounts.models import User
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import DIGEST
from reports.mail.models import MailDelivery
from reports.mail.sending import deliver
from reports.messaging.models import Digest, MailPreference, Message
from reports.outbox.actions import enqueue

SEND_KIND = "send_digest"
# Told by a mail of their own at once, because a grant that nobody noticed is how access is stolen.
MAILED_AT_ONCE = frozenset({Message.Kind.ROLE_GRANTED, Message.Kind.ROLE_REQUESTED})
DUE = frozenset(
    {Message.Kind.DUE_SOON, Message.Kind.OVERDUE, Message.Kind.REMINDED, Message.Kind.RETURNED}
)

_OUTCOMES = {
    MailDelivery.Outcome.WAITING: Digest.Outcome.PROMISED,
    MailDelivery.Outcome.SENT: Digest.Outcome.SENT,
    MailDelivery.Outcome.REFUSED: Digest.Outcome.REFUSED,
    MailDelivery.Outcome.EXPIRED: Digest.Outcome.REFUSED,
    MailDelivery.Outcome.NOT_NEEDED: Digest.Outcome.NOT_NEEDED,
}


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
    """Send it, unless everything in it was read meanwhile. An address that the server refuses for
    good is kept as refused and shown; what it does not take now is tried again: raises TryLater.
    """
    if digest.outcome == Digest.Outcome.SENT:
        return
    unread = list(digest.messages.filter(read_at__isnull=True).order_by("created_at"))
    is_wanted = bool(unread) and digest.recipient.is_active
    for row in _mail(digest, unread, at=at, is_wanted=is_wanted):
        digest.outcome = _OUTCOMES[MailDelivery.Outcome(row.outcome)]
        digest.sent_at = at if digest.outcome == Digest.Outcome.SENT else None
        digest.error_code = str(row.reply_code or "")
    if not is_wanted and digest.outcome == Digest.Outcome.PROMISED:
        digest.outcome = Digest.Outcome.NOT_NEEDED
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


def _mail(
    digest: Digest, messages: list[Message], *, at: datetime, is_wanted: bool
) -> list[MailDelivery]:
    """What became of it at each address of the person, the present one last."""
    titles = [message.get_kind_display() for message in messages]
    is_due = any(message.kind in DUE for message in messages)
    wakes = digest.recipient.deactivated_at is not None and is_due
    rows = deliver(
        DIGEST,
        job=MailJob(SEND_KIND, digest.pk),
        to={digest.recipient.pk: digest.recipient.email} if is_wanted else {},
        at=at,
        count=len(titles),
        kinds=list(dict.fromkeys(titles)),
        wake=reactivation_link(digest.recipient) if wakes else "",
    )
    return sorted(rows, key=lambda row: row.created_at)
