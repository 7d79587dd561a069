"""One mail a day at most for a person: that something waits, never what it is about or about whom."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from reports.accounts.models import User
from reports.outbox.actions import promise
from reports.submissions.calendar import local_day
from reports.submissions.models import Digest, MailPreference, Message

SEND_KIND = "send_digest"


def make_digests(*, at: datetime) -> int:
    """Put each person's unread and unmailed messages into one digest of the day, and promise to send it."""
    silent = MailPreference.objects.filter(wants_digest=False).values("user_id")
    waiting = Message.objects.filter(read_at__isnull=True, digest__isnull=True, recipient__is_active=True)
    people = User.objects.filter(pk__in=waiting.exclude(recipient_id__in=silent).values("recipient_id"))
    return sum(_make(user, at) for user in people)


@transaction.atomic
def _make(user: User, at: datetime) -> bool:
    digest, made = Digest.objects.get_or_create(recipient=user, day=local_day(at))
    if not made:
        return False  # today's mail has gone; what came since waits for tomorrow's
    Message.objects.filter(recipient=user, read_at__isnull=True, digest__isnull=True).update(digest=digest)
    promise(kind=SEND_KIND, object_id=digest.pk, at=at)
    return True


def send_digest(*, digest: Digest, at: datetime) -> None:
    """Send it. An address that the server refuses is kept as refused and shown; other faults are tried again."""
    if digest.outcome != Digest.Outcome.PROMISED:
        return
    try:
        _mail(digest).send()
    except (SMTPRecipientsRefused, SMTPSenderRefused) as refused:
        digest.outcome, digest.error_code = Digest.Outcome.REFUSED, type(refused).__name__
    else:
        digest.outcome, digest.sent_at = Digest.Outcome.SENT, at
    digest.save(update_fields=["outcome", "sent_at", "error_code"])


def _mail(digest: Digest) -> EmailMessage:
    kinds = [message.get_kind_display() for message in digest.messages.order_by("created_at")]
    said = {"kinds": list(dict.fromkeys(kinds)), "count": len(kinds), "address": f"{settings.PUBLIC_ADDRESS}/desk/"}
    subject = f"TRUST Act reporting: {len(kinds)} message(s) wait for you"
    body = render_to_string("submissions/mail/digest.txt", said)
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [digest.recipient.email])
