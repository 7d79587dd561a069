"""Errors as problem+json (RFC 9457), with one entry for each field that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from reports.core.fresh_factor import FreshFactorNeeded
from reports.core.refusals import NotFound, PermissionRefused, Refused
from reports.detainers.exceptions import Invalid
from reports.sealing.providers.configured import KeysUnavailable

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The call cannot be read.",
    401: "A valid token is needed.",
    403: "The token may not do this.",
    404: "There is no such thing.",
    405: "This address does not take that method.",
    409: "The record does not allow this now.",
    412: "The record has changed since it was read.",
    413: "The call is too large.",
    422: "Something in the call is wrong.",
    428: "Say which version is changed: send If-Match.",
    429: "Too many calls.",
    503: "This cannot be answered now.",
}
# What people do on screen. A program that sends it is told so, not only that it is unknown.
LEFT_TO_PEOPLE = frozenset({"decision", "decision_reason", "decided_at", "decided_by"})
DECIDED_ON_SCREEN = (
    "Decisions are made by people on screen. Only an import may report one that was made before."
)


class Problem(Exception):
    """Ends a call with this answer; `errors` are pairs of field and sentence."""

    def __init__(
        self, status: int, detail: str = "", errors: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.status, self.detail, self.errors = status, detail, tuple(errors)
        super().__init__(status)


def problem_response(
    status: int,
    detail: str = "",
    errors: Iterable[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer. What was sent is never repeated in it."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "The call failed."),
        "status": status,
        "errors": [{"field": field, "message": message} for field, message in errors],
    }
    if detail:
        content["detail"] = detail
    return HttpResponse(
        json.dumps(content), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def add_handlers(api: NinjaAPI) -> None:
    """CallAnswer everything that verbs, getters and the reading of a call raise."""
    answers: dict[type[Exception], Any] = {
        Problem: lambda _, raised: problem_response(raised.status, raised.detail, raised.errors),
        ValidationError: lambda _, raised: _invalid_call(raised),
        Invalid: lambda _, raised: problem_response(
            422, errors=[(one.field, one.sentence) for one in raised.problems]
        ),
        PermissionRefused: lambda _, raised: problem_response(403, str(raised)),
        Refused: lambda _, raised: problem_response(409, str(raised)),
        FreshFactorNeeded: lambda *_: problem_response(403, "A person does this on screen."),
        NotFound: lambda *_: problem_response(404),
        Http404: lambda *_: problem_response(404),
        AuthenticationError: lambda *_: problem_response(401, headers=CHALLENGE),
        HttpError: lambda _, raised: problem_response(raised.status_code),
        KeysUnavailable: lambda *_: problem_response(503),
        RequestDataTooBig: lambda *_: problem_response(413),
        MultiPartParserError: lambda *_: problem_response(400),
        UnreadablePostError: lambda *_: problem_response(400),
        SuspiciousOperation: lambda *_: problem_response(400),
    }
    for raised, answer in answers.items():
        api.add_exception_handler(raised, answer)


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="trustact"'}


def _invalid_call(raised: ValidationError) -> HttpResponse:
    """One sentence for each field, once. Pydantic's own text may repeat the value, so only those
    of its kinds are used that cannot.
    """
    found: dict[str, str] = {}
    for error in raised.errors:
        field = _field(error.get("loc", ()))
        found.setdefault(field, _sentence(field, error))
    return problem_response(422, errors=found.items())


def _field(where: Iterable[Any]) -> str:
    """The field's name: what stands before it says only in which part of the call it is."""
    parts = [str(part) for part in where if part not in {"body", "query", "path", "header", "form"}]
    names = parts[1:] if parts and parts[0] in BODY_NAMES else parts
    return ".".join(names[:2])[:80] if names else "body"


BODY_NAMES = frozenset({"sent"})


def _sentence(field: str, error: Mapping[str, Any]) -> str:
    kind, context = str(error.get("type", "")), error.get("ctx") or {}
    if field in LEFT_TO_PEOPLE and kind == "extra_forbidden":
        return DECIDED_ON_SCREEN
    if kind in {"enum", "literal_error"}:
        return f"Use one of: {context.get('expected', '')}."
    return SENTENCES.get(kind, "This is not a value that the field takes.")


SENTENCES = {
    "missing": "This is missing; the call cannot be taken without it.",
    "extra_forbidden": "This is not a field of the call.",
    "string_type": "This must be text.",
    "list_type": "This must be a list.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "string_too_long": "This is too long.",
    "string_too_short": "This is too short.",
    "too_long": "This list is too long.",
    "too_short": "This list is too short.",
    "uuid_parsing": "This is no id.",
    "model_attributes_type": "The body must be one JSON object.",
    "model_type": "The body must be one JSON object.",
    "dict_type": "The body must be one JSON object.",
}
