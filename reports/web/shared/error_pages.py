"""Error pages. They need no database, session or script, and say no more than the user may know."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from reports.web.shared.guards import hand_back, keep_and_ask

# How Django words that a token is well made and not the one of this session.
OF_ANOTHER_SESSION = "incorrect."
TOO_MANY = "Too many requests in a short time. Wait a minute, then go on."
DATABASE_AWAY = (OperationalError, InterfaceError)


def _page(name: str, status: int, **context: Any) -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{name}.html", context), status=status)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for what does not exist and for what belongs to another agency."""
    return _page("404", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("400", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("403", 403)


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """A refusal by a policy: the message says who could do it, or when."""
    return _page("403", 403, sentence=sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """No trace, no path: an id that staff can find in the log. Stands even when templates or assets
    are broken.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return unavailable(request)
    request_id = getattr(request, "request_id", "")
    try:
        return _page("500", 500, request_id=request_id)
    except Exception:  # noqa: BLE001 - the last page must not fail
        return HttpResponse(
            f"Something went wrong on our side. {request_id}", status=500, content_type="text/plain"
        )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database or another part is away for a moment."""
    response = _page("503", 503, request_id=getattr(request, "request_id", ""))
    response.headers["Retry-After"] = "30"
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """More requests than anybody's hands make."""
    response = refused(request, TOO_MANY)
    response.status_code = 429
    response.headers["Retry-After"] = "60"
    return response


def keys_unavailable(request: HttpRequest) -> HttpResponse:
    """This process has no key ring: it serves only pages that need no names."""
    return _page("keys", 503)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page is refused. One of ours that was opened before its
    sender signed in again, in another tab, carries the token of the session before: what was typed
    in it is handed back, to be sent on with the new one.
    """
    if not reason.endswith(OF_ANOTHER_SESSION) or not _comes_from_us(request):
        return _page("csrf", 403)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse("Signed in again.", status=403, content_type="text/plain")
    if not request.user.is_authenticated:
        return keep_and_ask(request, ended="")
    return hand_back(request)


def _comes_from_us(request: HttpRequest) -> bool:
    """What the browser itself says, which no page can make it say: Origin is compared with our
    address before the token is looked at.
    """
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return bool(request.headers.get("Origin")) and site == "same-origin"
