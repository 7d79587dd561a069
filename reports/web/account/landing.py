"""Where people go once they are signed in."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from reports.accounts.models import User
from reports.core.clock import today
from reports.detainers.queries import first_review_to_confirm
from reports.web.shared.navigation import url_for

# The link that wakes an inactive account, from its opening to the sign-in.
REACTIVATION_COOKIE = "__Host-wake" if settings.TLS else "wake"
REACTIVATION_SECONDS = 60 * 60


def safe_path(path: str) -> str:
    """The requested path if it leads to this site, else empty."""
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    return path if not urlsplit(path).netloc else ""


def to_confirm(user: User) -> str:
    """Where somebody first answers whether they made the telephone review that was entered for
    them, 54-192h(c).
    """
    waiting = first_review_to_confirm(user, on=today())
    return reverse("desk:review_confirm", args=[waiting.pk]) if waiting else ""


def landing() -> str:
    """Where people begin their work."""
    return url_for("desk:home")
