"""What happens to every request: an id and one log line, headers, session clocks, refusals as
pages.

Session clocks: 30 minutes idle (CJIS AC-11), 12 hours in all (CJIS IA-5, NIST SP 800-63B). They are
kept on the server and written at most once a minute; saving the session on every request would let
a cached page fix a session.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from reports.core.clock import now
from reports.core.fresh_factor import FreshFactorNeeded
from reports.core.refusals import NotFound, Refused
from reports.sealing.providers.configured import KeysUnavailable
from reports.web.shared import error_pages
from reports.web.shared.guards import declaration_of
from reports.web.shared.rate_limit import Limit
from reports.web.shared.signing_in.second_factor import ask_to_confirm

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
WRITTEN_EVERY_SECONDS = 60

log = structlog.get_logger("trustact.web")


class RequestLogMiddleware:
    """Gives the request an id (kept when a proxy sent one) and writes one line when it is answered.

    The line names the route, not the address, and the person by id: neither can hold a name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if REQUEST_ID.match(sent) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # for error_pages
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.monotonic()
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        self._write(request, response, round((time.monotonic() - began) * 1000))
        return response

    def _write(self, request: HttpRequest, response: HttpResponseBase, milliseconds: int) -> None:
        match = request.resolver_match
        log.info(
            "request.answered",
            method=request.method,
            route=match.route if match is not None else "",
            status=response.status_code,
            milliseconds=milliseconds,
            user_id=getattr(request, "signed_in_id", None),
        )


class SecurityHeadersMiddleware:
    """Headers that do not depend on the page, and no-store wherever a view is not declared public
    and cacheable.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if not self._cacheable(request, response):
            headers["Cache-Control"] = "no-store"
        return response

    @staticmethod
    def _cacheable(request: HttpRequest, response: HttpResponseBase) -> bool:
        match = request.resolver_match
        if match is None:  # static files never reach a view; they carry a hash in their name
            return response.status_code == 200 and request.path.startswith(settings.STATIC_URL)
        declaration = declaration_of(match.func)
        kept = (
            declaration is not None
            and declaration.cache_seconds > 0
            and response.status_code == 200
        )
        return kept and not response.cookies and "Cookie" not in response.headers.get("Vary", "")


class CompressionMiddleware(GZipMiddleware):
    """Compresses what is the same for everybody. Other pages contain secrets that the compressed
    length would reveal.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        match = request.resolver_match
        declaration = declaration_of(match.func) if match is not None else None
        if (
            declaration is None
            or not declaration.cache_seconds
            or response.status_code != 200
            or response.cookies
        ):
            return response
        return super().process_response(request, response)


class SessionClockMiddleware:
    """Ends sessions that were idle too long or are too old, and notes when the person was last
    seen.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Pages that are the same for all do not touch the session: one that did could be cached
        with its cookie.
        """
        declaration = declaration_of(view)
        if declaration is None or not declaration.cache_seconds:
            self._judge(request)

    def _judge(self, request: HttpRequest) -> None:
        if (
            settings.SESSION_COOKIE_NAME not in request.COOKIES
            or "_auth_user_id" not in request.session
        ):
            return
        moment = int(now().timestamp())
        ended = session_expired(
            request.session.get("signed_in_at"), request.session.get("last_seen"), moment=moment
        )
        if ended:
            request.session.flush()
            request.user = AnonymousUser()
            request.session_ended = ended  # type: ignore[attr-defined]  # for guards
            return
        person_id = request.session["_auth_user_id"]
        request.signed_in_id = person_id  # type: ignore[attr-defined]  # for the request log
        note_seen(request, moment=moment)


def session_expired(signed_in_at: int | None, last_seen: int | None, *, moment: int) -> str:
    """Why the session has ended: `idle`, `age`, or empty while it lasts. A session without clocks
    starts them.
    """
    if signed_in_at is not None and moment - signed_in_at > settings.SESSION_ABSOLUTE_SECONDS:
        return "age"
    if last_seen is not None and moment - last_seen > settings.SESSION_IDLE_SECONDS:
        return "idle"
    return ""


def note_seen(request: HttpRequest, *, moment: int) -> None:
    """Keep the clocks going; written at most once a minute."""
    session = request.session
    if "signed_in_at" not in session:
        session["signed_in_at"] = moment
    if abs(moment - session.get("last_seen", 0)) >= WRITTEN_EVERY_SECONDS:
        session["last_seen"] = moment


class PersonLimitMiddleware:
    """Bounds how much one person asks for, so that a script with somebody's session cannot carry
    everything away, and no one desk slows the others.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        person = getattr(request, "signed_in_id", None)
        limit = Limit("person", tries=settings.REQUESTS_EACH_MINUTE, seconds=60)
        if person is None or limit.allows(str(person)):
            return None
        return error_pages.too_many(request)


class RefusalMiddleware:
    """Turns what verbs and getters raise into pages: the sentence of a refusal, one 404 for
    whatever is not there.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return error_pages.page_not_found(request)
        if isinstance(exception, Refused):
            return error_pages.refused(request, str(exception))
        if isinstance(exception, KeysUnavailable):
            return error_pages.keys_unavailable(request)
        if isinstance(exception, FreshFactorNeeded | ReauthenticationRequired):
            return ask_to_confirm(request)
        return None


# The names the settings use.
request_id = RequestLogMiddleware
compression = CompressionMiddleware
security_headers = SecurityHeadersMiddleware
session_clock = SessionClockMiddleware
person_limit = PersonLimitMiddleware
refusals = RefusalMiddleware
