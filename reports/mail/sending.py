"""The one place that sends mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from reports.mail.kinds import SUBJECT_FIELDS, MailKind


def send(kind: MailKind, *, to: Sequence[str], **context: object) -> None:
    """Send one mail to these addresses. Its template knows this installation as `site`.

    Raises TypeError where the context is not what the kind declares, and the errors of smtplib.
    """
    if set(context) != set(kind.sample):
        named = ", ".join(sorted(kind.sample)) or "nothing"
        raise TypeError(f"{kind.template} is rendered from {named}.")
    fields = {name: value for name, value in context.items() if name in SUBJECT_FIELDS}
    values = {**context, "site": settings.PUBLIC_ADDRESS}
    body = render_to_string(kind.template, values).strip() + "\n"
    subject = kind.subject.format(**fields)
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, list(to)).send()


def send_each(kind: MailKind, addresses: Iterable[str], **context: object) -> None:
    """Send the same to each address alone, so that none learns of the others."""
    for address in sorted(set(addresses)):
        send(kind, to=[address], **context)
