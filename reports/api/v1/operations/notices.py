"""Notices of an agency and their files, to be printed where the person is held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.auth import BearerToken, CallRequest
from reports.api.v1.calls import REFUSALS, Cursor, Limit, file_response
from reports.api.v1.paging import page_of
from reports.api.v1.schemas import NoticeListed, NoticePage
from reports.law.moments import local_day
from reports.notices.actions.open import open_notice_file
from reports.notices.models import Notice
from reports.notices.printing.queries import notices_of
from reports.notices.queries import get_notice

router = Router(tags=["notices"], auth=BearerToken(ApiScope.READ_NOTICES))


@router.get("/notices", response={200: NoticePage, **REFUSALS})
def list_notices(request: CallRequest, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """Notices, the latest issued first, without their wording."""
    rows = notices_of(request.caller.agency)
    found, after = page_of(rows, by="issued_at", cursor=cursor, limit=limit)
    return {"items": [_listed(notice) for notice in found], "next_cursor": after}


@router.get("/notices/{uuid:notice_id}", response={200: NoticeListed, **REFUSALS})
def read_notice(request: CallRequest, notice_id: UUID) -> Any:
    """How far one notice is."""
    return _listed(_own(request, notice_id))


PDF = {200: {"description": "The file.", "content": {"application/pdf": {}}}}


@router.get("/notices/{uuid:notice_id}/pdf", response=REFUSALS, openapi_extra={"responses": PDF})
def read_file(request: CallRequest, notice_id: UUID) -> HttpResponse:
    """The issued file, byte for byte. The reading is in the agency's audit log. 409 while it is
    still being made.
    """
    caller, found = request.caller, _own(request, notice_id)
    data = open_notice_file(notice=found, by=caller.account, at=caller.at)
    return file_response(data, "application/pdf", f"notice-{found.pk}.pdf")


def _own(request: CallRequest, notice_id: UUID) -> Notice:
    caller = request.caller
    return get_notice(caller.account, notice_id, on=local_day(caller.at))


def _listed(notice: Notice) -> dict[str, Any]:
    names = ("kind", "language", "status", "detainer_id", "access_id", "owed_at", "issued_at")
    return {name: getattr(notice, name) for name in names} | {
        "id": notice.pk,
        "number": notice.number,
        "is_stale": notice.is_stale,
        "is_ready": notice.file_id is not None,
        "pdf_sha256": notice.pdf_sha256,
    }
