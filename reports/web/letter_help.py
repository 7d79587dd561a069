"""What whoever holds a letter may do without signing in: ask for a correction, open a link that was mailed.

Public, without a cookie. Asking reveals nothing: the page says the same about every letter. What is typed is sealed
with the record, so both need the key ring and say so where there is none.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports import clock
from reports.accounts.exceptions import StateRefused
from reports.notices.actions import AskedCorrection, ask_for_correction, hash_of, open_link
from reports.notices.codes import normal_code, shown_code
from reports.notices.marking import standing_words
from reports.notices.models import Notice, NoticeLink
from reports.notices.queries import find_by_code
from reports.sealing.actions import read_sealed_file
from reports.sealing.keys import KeysUnavailable
from reports.web.guards import public
from reports.web.throttle import Limit, client_address

ASKS = Limit("correction", tries=10, seconds=3600)
ASKS_EACH = Limit("correction-of", tries=20, seconds=24 * 3600)
LINK_LOOKS = Limit("letter-link", tries=60, seconds=3600)
LINK_TRIES_EACH = Limit("letter-link-of", tries=10, seconds=24 * 3600)
TOO_OFTEN = 429


@public
@never_cache
@csrf_exempt  # no session, no cookie; a forged form would open a ticket like any other, within the same limits
def correction(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the agency to correct a letter."""
    notice = _letter(code)
    context: dict[str, Any] = {"code": shown_code(notice.code), "token": uuid4()}
    if request.method != "POST":
        return render(request, "verify/correction.html", context)
    if not (ASKS.allows(client_address(request)) and ASKS_EACH.allows(notice.code)):
        return render(request, "verify/too_often.html", status=TOO_OFTEN)
    typed = {name: request.POST.get(name, "")[:4000] for name in ("name", "contact", "says")}
    context |= {"typed": typed}
    try:
        ticket = ask_for_correction(
            notice=notice, asked=AskedCorrection(**typed), form_token=_token(request), at=clock.now()
        )
    except StateRefused as refused:
        return render(request, "verify/correction.html", context | {"refused": str(refused)}, status=422)
    except KeysUnavailable:
        return render(request, "verify/correction.html", context | {"not_here": True}, status=503)
    context |= {"ticket": shown_code(ticket.ticket), "due_at": ticket.due_at}
    return render(request, "verify/correction_sent.html", context)


def _letter(code: str) -> Notice:
    normal = normal_code(code)
    found = find_by_code(normal) if normal else None
    if found is None:
        raise Http404
    return found


def _token(request: HttpRequest) -> UUID:
    """The form's own mark, so that sending twice opens one ticket."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid4()


@public
@never_cache
@csrf_exempt  # no session, no cookie; the code is the key
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A letter by a mailed link: only with the code, only for some days. The page names nobody and no letter."""
    if not LINK_LOOKS.allows(client_address(request)):
        return render(request, "verify/too_often.html", status=TOO_OFTEN)
    rows = NoticeLink.objects.select_related("notice__agency", "notice__record_key", "made_by", "record_key")
    found = rows.filter(token_sha256=hash_of(token), withdrawn_at__isnull=True, expires_at__gt=clock.now()).first()
    if found is None:
        return render(request, "verify/link.html", {"gone": True}, status=404)
    if request.method != "POST":
        return render(request, "verify/link.html", {"agency": found.notice.agency.display_name})
    return _opened(request, found)


def _opened(request: HttpRequest, found: NoticeLink) -> HttpResponse:
    context = {"agency": found.notice.agency.display_name}
    if not LINK_TRIES_EACH.allows(str(found.pk)):
        return render(request, "verify/too_often.html", status=TOO_OFTEN)
    code = normal_code(request.POST.get("code", ""))
    file = found.notice.file
    if code is None or file is None:
        return render(request, "verify/link.html", context | {"wrong": True}, status=422)
    if not found.notice.is_live:
        return _no_longer(request, found, code, context)
    try:
        data = read_sealed_file(file)
        if not open_link(link=found, code=code, at=clock.now()):
            return render(request, "verify/link.html", context | {"wrong": True}, status=422)
    except KeysUnavailable:
        return render(request, "verify/link.html", context | {"not_here": True}, status=503)
    return _handed_out(found, data)


def _no_longer(request: HttpRequest, found: NoticeLink, code: str, context: dict[str, Any]) -> HttpResponse:
    """A letter that became void or was replaced is not handed over; who holds the code is told so, and by which."""
    if not compare_digest(code, found.notice.code):
        return render(request, "verify/link.html", context | {"wrong": True}, status=422)
    return render(request, "verify/link.html", context | {"said": standing_words(found.notice)}, status=410)


def _handed_out(found: NoticeLink, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="notice-{found.notice.number}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
