"""What is said of a one-time link: that it was sent. The link itself is on no screen."""

from __future__ import annotations

from reports.accounts.models import User

LINK_SENT = "A one-time link was sent to {email}."


def link_sent(user: User) -> str:
    """The sentence for somebody who has no password yet; empty for others."""
    return "" if user.has_usable_password() else f" {LINK_SENT.format(email=user.email)}"
