"""Browsers in which somebody has signed in before: a signed cookie, so that wrong passwords typed
elsewhere cannot shut them out here. It holds no address and opens nothing.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "__Host-device" if settings.TLS else "device"
SALT = "reports.web.known_device"
LASTS_SECONDS = 180 * 24 * 60 * 60
PEOPLE_KEPT = 8  # a desk's computer has several


def known_device(request: HttpRequest, email: str) -> str:
    """The id of this browser if the person with this address has signed in here; else empty."""
    kept = _kept(request)
    return str(kept["id"]) if _mark(email) in kept["people"] else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Somebody has signed in here, with both factors."""
    kept = _kept(request)
    others = [mark for mark in kept["people"] if mark != _mark(email)]
    kept["people"] = [_mark(email), *others][:PEOPLE_KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=LASTS_SECONDS,
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )


def _kept(request: HttpRequest) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS_SECONDS
        )
    except signing.BadSignature:
        kept = {"id": secrets.token_urlsafe(12), "people": []}
    return kept


def _mark(email: str) -> str:
    return salted_hmac(SALT, email.strip().casefold(), algorithm="sha256").hexdigest()[:24]
