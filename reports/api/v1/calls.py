"""What operations share: the headers of a call, acting once under its key, and what a refused row
says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any
from uuid import uuid4

from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from ninja import Header, Query

from reports.api.v1.auth import CallRequest
from reports.api.v1.kept_answers import CallAnswer, KeyReused, answer_once, fingerprint
from reports.api.v1.paging import MOST_ROWS, USUAL_ROWS
from reports.api.v1.problems import Problem
from reports.api.v1.schemas import ProblemOut
from reports.imports.problems import RowProblem
from reports.imports.written_days import WrittenDays
from reports.law.moments import local_day

Key = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        max_length=200,
        pattern=r"^[\x21-\x7e]*$",
        description="The same call under the same key acts once, for 30 days.",
    ),
]
Cursor = Annotated[str, Query("", max_length=200, description="next_cursor of the page before.")]
Limit = Annotated[int, Query(USUAL_ROWS, ge=1, le=MOST_ROWS, description="Rows of a page.")]
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), ProblemOut)


def acting_once(
    request: CallRequest, *, key: str, operation: str, content: Any, act: Callable[[], CallAnswer]
) -> CallAnswer:
    """Act under the key of the call. Raises Problem where the key came with another call."""
    caller = request.caller
    try:
        answer = answer_once(
            key=key,
            fingerprint=fingerprint(operation, content),
            act=act,
            by=caller.account,
            at=caller.at,
        )
    except KeyReused:
        said = ("Idempotency-Key", "This key was sent before with another call.")
        raise Problem(422, errors=[said]) from None
    if answer.is_replay:
        request.answer_headers["Idempotency-Replayed"] = "true"
    return answer


def calendar(request: CallRequest) -> WrittenDays:
    """How days and moments of a call are read."""
    return WrittenDays(today=local_day(request.caller.at))


def cells_of(sent: Mapping[str, Any]) -> dict[str, str]:
    """The values of a call as cells, so that they are read like those of a file."""
    return {name: _cell(value) for name, value in sent.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(str(one) for one in value)
    return str(value)


def warnings_of(problems: Iterable[RowProblem]) -> list[dict[str, str]]:
    """What is to be checked and keeps nothing out."""
    return [
        {"field": one.column, "message": one.sentence} for one in problems if one.level != "error"
    ]


def check_readable(problems: Iterable[RowProblem]) -> None:
    """Raise Problem where anything keeps the row out."""
    errors = [(one.column, one.sentence) for one in problems if one.level == "error"]
    if errors:
        raise Problem(422, errors=errors)


def etag_of(content: Mapping[str, Any]) -> str:
    """The version of what is shown; tells nothing of it to anybody else."""
    text = json.dumps(content, sort_keys=True, default=str)
    return quote_etag(salted_hmac(__name__, text, algorithm="sha256").hexdigest()[:32])


def check_version(sent: str, content: Mapping[str, Any]) -> None:
    """Whether a change was made of what stands now. Raises Problem."""
    if not sent:
        raise Problem(428)
    if etag_of(content) not in [part.strip() for part in sent.split(",")]:
        raise Problem(412)


def new_id() -> Any:
    """A token for a verb that keeps the same form from being recorded twice; the key of the call
    does that here.
    """
    return uuid4()


def file_response(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep. Its name says nothing about the person."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
