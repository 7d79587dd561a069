"""Validators and cache headers of public files."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reports.publication.models.editions import Edition

FOREVER, SHORT = 31_536_000, 300


CONTACT = "opm.trustact@ct.gov"


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Any site may read this from a browser."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    return response


def safe_from_any_origin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only reading. A browser that asks first, as for a conditional request from another site, is
    answered yes.
    """

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = open_to_all(HttpResponse(status=204))
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
            return response
        return require_safe(view)(request, *args, **kwargs)

    return reading


def validated(
    request: HttpRequest, data: bytes, *, etag: str, content_type: str, seconds: int
) -> HttpResponse:
    """The bytes, or 304 where the reader has them already."""
    quoted = quote_etag(etag)
    known = [
        part.strip().removeprefix("W/")
        for part in request.headers.get("If-None-Match", "").split(",")
    ]
    if quoted in known or "*" in known:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(data, content_type=content_type)
    response["ETag"] = quoted
    patch_cache_control(
        response,
        public=True,
        max_age=seconds,
        **({"immutable": True} if seconds == FOREVER else {}),
    )
    return open_to_all(response)


def gone(edition: Edition) -> HttpResponse:
    """A withdrawn edition's figures: status 410, with the reason."""
    text = f"Edition {edition.number} was withdrawn: {edition.public_reason}\n"
    return open_to_all(HttpResponse(text, status=410, content_type="text/plain; charset=utf-8"))


def site_url(request: HttpRequest) -> str:
    """The address under which this site is public, from settings where it is set."""
    return (str(settings.PUBLIC_ADDRESS) or request.build_absolute_uri("/")).rstrip("/")
