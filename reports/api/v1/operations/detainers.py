"""Requests: logged, listed, read and corrected by the rules of the forms; documents of them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import File, Form, Header, Router, Status
from ninja.files import UploadedFile

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.auth import BearerToken, CallRequest
from reports.api.v1.calls import (
    REFUSALS,
    Cursor,
    Key,
    Limit,
    acting_once,
    calendar,
    cells_of,
    check_readable,
    check_version,
    etag_of,
    warnings_of,
)
from reports.api.v1.kept_answers import CallAnswer
from reports.api.v1.paging import page_of
from reports.api.v1.problems import Problem
from reports.api.v1.schemas import (
    AttachmentCreated,
    AttachmentIn,
    DetainerChange,
    DetainerCreated,
    DetainerIn,
    DetainerOut,
    DetainerPage,
    ProblemOut,
    Short,
)
from reports.detainers.actions.attachments import NewAttachment, add_attachments
from reports.detainers.actions.views import record_view
from reports.detainers.exceptions import EditConflict
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer, list_detainers
from reports.detainers.status import DetainerStatus
from reports.imports.detainers.actions import change_detainer, store_row
from reports.imports.detainers.record import as_columns
from reports.imports.detainers.rows import DetainerFactsOfRow, read_changes, read_row
from reports.imports.kinds import RowOutcome
from reports.law.moments import local_day
from reports.uploads.inspection import UnacceptableFile, inspect

router = Router(tags=["detainers"])
READ, WRITE = BearerToken(ApiScope.READ_DETAINERS), BearerToken(ApiScope.WRITE_DETAINERS)


@router.post(
    "/detainers", auth=WRITE, response={200: DetainerCreated, 201: DetainerCreated, **REFUSALS}
)
def log_detainer(request: CallRequest, sent: DetainerIn, key: Key = "") -> Any:
    """Log a request. The first notice to the person is issued with it. 201 where it is new, 200
    where the same stands already, 409 where something else stands under its external_id.
    """
    given = sent.model_dump(mode="json", exclude_unset=True)
    facts, problems = read_row(0, cells_of(given), calendar=calendar(request), at=request.caller.at)
    check_readable(problems)
    if facts is None:
        raise Problem(422)
    answer = acting_once(
        request,
        key=key,
        operation="log_detainer",
        content=given,
        act=lambda: _log(request, facts),
    )
    return Status(answer.status, {**answer.body, "warnings": warnings_of(problems)})


def _log(request: CallRequest, facts: DetainerFactsOfRow) -> CallAnswer:
    caller = request.caller
    result = store_row(agency=caller.agency, facts=facts, by=caller.account, at=caller.at)
    found = result.record
    if found is None or result.outcome is RowOutcome.CONFLICT:
        raise Problem(409, errors=[(result.column, result.sentence)])
    body = {"id": str(found.pk), "reference": found.reference, "status": found.status}
    return CallAnswer(201 if result.outcome is RowOutcome.STORED else 200, body)


@router.get("/detainers", auth=READ, response={200: DetainerPage, **REFUSALS})
def list_requests(
    request: CallRequest,
    *,
    cursor: Cursor = "",
    limit: Limit = 50,
    status: DetainerStatus | None = None,
    external_id: Short = "",
    received_from: date | None = None,
    received_to: date | None = None,
) -> Any:
    """Requests, the latest received first, without names."""
    rows = list_detainers(
        request.caller.agency,
        status=status.value if status else "",
        external_id=external_id,
        received_from=received_from,
        received_to=received_to,
    )
    found, after = page_of(rows, by="received_at", cursor=cursor, limit=limit)
    return {"items": found, "next_cursor": after}


@router.get("/detainers/{uuid:detainer_id}", auth=READ, response={200: DetainerOut, **REFUSALS})
def read_detainer(request: CallRequest, detainer_id: UUID) -> Any:
    """A request with the person. The reading is in the agency's audit log. Its ETag is needed to
    correct it.
    """
    caller = request.caller
    found = _own(request, detainer_id)
    record_view(found, by=caller.account, at=caller.at)
    return _shown(request, found)


def _own(request: CallRequest, detainer_id: UUID) -> Detainer:
    caller = request.caller
    return get_detainer(caller.account, detainer_id, on=local_day(caller.at))


def _shown(request: CallRequest, found: Detainer) -> dict[str, Any]:
    content = _content(found)
    request.answer_headers["ETag"] = etag_of(content)
    return content


def _content(found: Detainer) -> dict[str, Any]:
    return {
        **as_columns(found),
        "id": found.pk,
        "reference": found.reference,
        "status": found.status,
        "version": found.version,
    }


@router.patch(
    "/detainers/{uuid:detainer_id}",
    auth=WRITE,
    response={200: DetainerOut, **REFUSALS, 412: ProblemOut, 428: ProblemOut},
)
def change_request(
    request: CallRequest,
    detainer_id: UUID,
    sent: DetainerChange,
    version: Annotated[
        str, Header("", alias="If-Match", max_length=200, description="The ETag that was read.")
    ] = "",
) -> Any:
    """Correct single values, or say how the request ended. Earlier values are kept, and a notice
    that says something else is held back until a corrected one replaces it.
    """
    found = _own(request, detainer_id)
    check_version(version, _content(found))
    given = sent.model_dump(mode="json", exclude_unset=True)
    reason = given.pop("reason", "")
    changes, problems = read_changes(
        cells_of(given), calendar=calendar(request), at=request.caller.at
    )
    # Of a change that says nothing else, what was left out is no matter of a warning.
    if problems:
        raise Problem(422, errors=[(one.column, one.sentence) for one in problems])
    if not given:
        raise Problem(422, errors=[("body", "Nothing is to be changed: name at least one value.")])
    if (changes.person or changes.values) and not reason.strip():
        raise Problem(422, errors=[("reason", "Say why the record is corrected.")])
    caller = request.caller
    try:
        change_detainer(
            detainer=found, changes=changes, reason=reason, by=caller.account, at=caller.at
        )
    except EditConflict:
        raise Problem(412) from None
    return read_detainer(request, detainer_id)


@router.post(
    "/detainers/{uuid:detainer_id}/attachments",
    auth=WRITE,
    response={201: AttachmentCreated, **REFUSALS},
)
def attach(
    request: CallRequest,
    detainer_id: UUID,
    *,
    file: File[UploadedFile],
    sent: Form[AttachmentIn],
    key: Key = "",
) -> Any:
    """Add a document to a request: PDF, JPEG, PNG, TIFF or HEIC. It is cleaned and kept beside the
    bytes as they came; the same bytes again are one document.
    """
    found, data = _own(request, detainer_id), file.read()
    digest = hashlib.sha256(data).hexdigest()
    try:
        paper = NewAttachment(sent.kind.value, sent.label, data, inspect(data))
    except UnacceptableFile as refused:
        raise Problem(422, errors=[("file", str(refused))]) from None
    content = [str(detainer_id), sent.kind.value, sent.label, digest]
    answer = acting_once(
        request,
        key=key,
        operation="attach",
        content=content,
        act=lambda: _attach(request, found, paper, digest),
    )
    return Status(answer.status, answer.body)


def _attach(
    request: CallRequest, detainer: Detainer, paper: NewAttachment, digest: str
) -> CallAnswer:
    caller = request.caller
    (kept,) = add_attachments(detainer=detainer, papers=[paper], by=caller.account, at=caller.at)
    body = {"id": str(kept.pk), "content_type": kept.file.content_type, "sha256": digest}
    return CallAnswer(201, body)
