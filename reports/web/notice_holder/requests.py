"""What whoever holds a notice may do without signing in: request a correction, open a mailed link.

Public, without a cookie. A request reveals nothing: the page says the same about every notice. What
is typed is sealed with the record, so both need the key ring and say so where there is none.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports.core import clock
from reports.notices.actions.correct import (
    LONGEST,
    CorrectionInput,
    CorrectionNotPossible,
    request_correction,
)
from reports.notices.actions.links import hash_of, open_link_with_code
from reports.notices.codes import display_code, normal_code
from reports.notices.models import Notice, NoticeLink
from reports.notices.queries import find_open_link
from reports.notices.superseded_copies import supersession_notice
from reports.notices.verification import find_by_code
from reports.sealing.actions import read_sealed_file
from reports.sealing.providers.configured import KeysUnavailable
from reports.web.notice_holder.language import page_language, render_page
from reports.web.notice_holder.verify import no_letter, too_often
from reports.web.shared.guards import public
from reports.web.shared.rate_limit import Limit, client_address

ASKS = Limit("correction", tries=10, seconds=3600)
ASKS_EACH = Limit("correction-of", tries=20, seconds=24 * 3600)
LINK_LOOKS = Limit("letter-link", tries=60, seconds=3600)
LINK_TRIES_EACH = Limit("letter-link-of", tries=10, seconds=24 * 3600)


@public
@never_cache
# no session, no cookie; a forged form would open a ticket like any other, within the same limits
@csrf_exempt
def correction(request: HttpRequest, code: str, lang: str = "") -> HttpResponse:
    """Request a correction of a notice."""
    normal = normal_code(code)
    notice = find_by_code(normal) if normal else None
    if notice is None:
        return no_letter(request, normal, lang)
    if request.method == "POST" and not (
        ASKS.allows(client_address(request)) and ASKS_EACH.allows(notice.code)
    ):
        return too_often(request, lang)
    context: dict[str, Any] = {
        "code": display_code(notice.code),
        "token": uuid4(),
        "longest": LONGEST,
    }
    if request.method != "POST":
        return render_page(request, "correction", context, lang=lang)
    return _request_correction(request, notice, context, lang)


def _request_correction(
    request: HttpRequest, notice: Notice, context: dict[str, Any], lang: str
) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:4000] for name in LONGEST}
    context |= {"typed": typed, "token": _token(request)}
    try:
        ticket = request_correction(
            notice=notice,
            values=CorrectionInput(**typed),
            form_token=context["token"],
            at=clock.now(),
        )
    except CorrectionNotPossible as refused:
        context["refused"] = refused.explained_by(page_language(request, lang).voice.say)
        return render_page(request, "correction", context, lang=lang, status=422)
    except KeysUnavailable:
        return render_page(
            request, "correction", context | {"not_here": True}, lang=lang, status=503
        )
    sent = {"ticket": display_code(ticket.ticket), "due_at": ticket.due_at}
    return render_page(request, "correction_sent", sent, lang=lang)


def _token(request: HttpRequest) -> UUID:
    """The form's own mark, so that sending twice opens one ticket."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid4()


@public
@never_cache
@csrf_exempt  # no session, no cookie; the code is the key
def link(request: HttpRequest, token: str, lang: str = "") -> HttpResponse:
    """A notice by a mailed link: only with the code, only for some days. The page names nobody and
    no notice.
    """
    if not LINK_LOOKS.allows(client_address(request)):
        return too_often(request, lang)
    found = find_open_link(hash_of(token), at=clock.now())
    if found is None:
        return render_page(request, "link", {"gone": True}, lang=lang, status=404)
    if request.method != "POST":
        return render_page(request, "link", {"agency": found.notice.agency.display_name}, lang=lang)
    return _open_link(request, found, lang)


def _open_link(request: HttpRequest, found: NoticeLink, lang: str) -> HttpResponse:
    context = {"agency": found.notice.agency.display_name}
    if not LINK_TRIES_EACH.allows(str(found.pk)):
        return too_often(request, lang)
    code = normal_code(request.POST.get("code", ""))
    file = found.notice.file
    if code is None or file is None:
        return render_page(request, "link", context | {"wrong": True}, lang=lang, status=422)
    if not found.notice.is_live or found.notice.is_stale:
        return _no_longer(request, found, code, lang)
    try:
        data = read_sealed_file(file)
        if not open_link_with_code(link=found, code=code, at=clock.now()):
            return render_page(request, "link", context | {"wrong": True}, lang=lang, status=422)
    except KeysUnavailable:
        return render_page(request, "link", context | {"not_here": True}, lang=lang, status=503)
    return _file(data, found.notice.number)


def _no_longer(request: HttpRequest, found: NoticeLink, code: str, lang: str) -> HttpResponse:
    """A void or replaced notice is not given out; whoever has the code is told so, and which notice
    replaced it.
    """
    context: dict[str, Any] = {"agency": found.notice.agency.display_name}
    if not compare_digest(code, found.notice.code):
        return render_page(request, "link", context | {"wrong": True}, lang=lang, status=422)
    return render_page(
        request,
        "link",
        context | {"said": supersession_notice(found.notice)},
        lang=lang,
        status=410,
    )


def _file(data: bytes, number: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="notice-{number}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
