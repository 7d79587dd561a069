"""What machines ask of every site: where a weakness is reported (RFC 9116), and what may be indexed
(RFC 9309).
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reports.core.clock import now
from reports.web.shared.guards import public

A_DAY = 24 * 3600
GOOD_FOR = timedelta(days=180)  # the standard asks for less than a year
PUBLIC_PARTS = ("/$", "/data/", "/method/", "/es/")


@public(cache_seconds=A_DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to write; without an address of its own, the page that says who runs this."""
    contact = settings.SECURITY_CONTACT or f"{settings.PUBLIC_ADDRESS}/"
    expires = (now() + GOOD_FOR).replace(microsecond=0, second=0, minute=0, hour=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, es",
        f"Canonical: {settings.PUBLIC_ADDRESS}/.well-known/security.txt",
    )
    return _text(lines)


@public(cache_seconds=A_DAY)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Published figures may be indexed; nothing else, and no address of it is named."""
    return _text(("User-agent: *", *(f"Allow: {part}" for part in PUBLIC_PARTS), "Disallow: /"))


def _text(lines: tuple[str, ...]) -> HttpResponse:
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")
