"""Addresses of the interface for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from reports.api.v1 import docs
from reports.api.v1.api import api
from reports.api.v1.auth import BearerToken
from reports.api.v1.problems import CHALLENGE, Problem, problem_response
from reports.web.shared.guards import by_token

app_name = "api_v1"


def answered(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The operation, with the headers of the call on whatever it answers."""

    @wraps(view)
    def with_headers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            response = problem_response(405, headers={"Allow": response.headers["Allow"]})
        for name, value in getattr(request, "answer_headers", {}).items():
            response.headers[name] = value
        return response

    # Called by programs with a token, never by a browser with its cookie.
    with_headers.csrf_exempt = True  # type: ignore[attr-defined]  # read by Django's middleware
    return by_token(with_headers)


def nothing_here(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Every other address under this one. Without a token nobody learns what there is."""
    try:
        known = BearerToken()(request)
    except Problem as problem:
        return problem_response(problem.status)
    return problem_response(404) if known else problem_response(401, headers=CHALLENGE)


def operations() -> Iterator[URLPattern]:
    """One entry for each path. The library gives one for each method, all of the same view."""
    seen: set[str] = set()
    for entry in api.urls[0]:
        where = str(entry.pattern)
        if isinstance(entry, URLPattern) and entry.name != "api-root" and where not in seen:
            seen.add(where)
            yield URLPattern(entry.pattern, answered(entry.callback), name=entry.name)


urlpatterns = [
    path("openapi.json", docs.openapi, name="openapi"),
    path("docs", docs.docs, name="docs"),
    *operations(),
    path("<path:rest>", answered(nothing_here), name="nothing_here"),
]
