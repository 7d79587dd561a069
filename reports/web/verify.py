"""Is this letter genuine and current? Public, without a cookie, and nothing personal is told.

Whoever holds a letter may ask: by its code, by the file itself, or whether the family name on the paper is the one
it was issued with. Only the last needs the key ring; where there is none, the page says so.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports.notices.codes import normal_code, shown_code
from reports.notices.languages import ENGLISH, offered_languages, sheet_language
from reports.notices.marking import origin_of
from reports.notices.models import Notice
from reports.notices.queries import (
    Verified,
    find_by_code,
    find_by_file,
    find_reserved,
    has_file,
    name_matches,
    verified,
)
from reports.notices.signatures import signature_of
from reports.notices.voice import ISOLATE, POP, voice
from reports.sealing.keys import KeysUnavailable
from reports.web.guards import public
from reports.web.throttle import Limit, client_address

LOOK_UPS = Limit("verify", tries=60, seconds=60)
NAME_TRIES = Limit("verify-name", tries=5, seconds=3600)
NAME_TRIES_EACH = Limit("verify-name-of", tries=20, seconds=24 * 3600)
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_NAME = 200
TONES = {"current": "good", "superseded": "warning", "void": "stop"}


@public
@never_cache
@csrf_exempt  # no session, no cookie, nothing is changed
def start(request: HttpRequest) -> HttpResponse:
    """Where a code is typed or a file is compared."""
    if request.method != "POST" and "code" not in request.GET:
        return render(request, "verify/start.html", {})
    if not LOOK_UPS.allows(client_address(request)):
        return _too_often(request)
    if file := _file_of(request):
        return _compared(request, file)
    typed = request.POST.get("code") or request.GET.get("code", "")
    code = normal_code(typed)
    if code is None:
        return render(request, "verify/start.html", {"typed": typed[:40], "is_no_code": True}, status=404)
    return HttpResponseRedirect(reverse("verify:letter", args=[shown_code(code)]))


@public
@never_cache
@csrf_exempt  # no session, no cookie, nothing is changed
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """What stands behind a code; by POST, whether a name or a file belongs to it."""
    if not LOOK_UPS.allows(client_address(request)):
        return _too_often(request)
    normal = normal_code(code)
    notice = find_by_code(normal) if normal else None
    if notice is None:
        reserved = find_reserved(normal) if normal else None
        if reserved is not None:
            return render(request, "verify/reserved.html", {"reserved": reserved})
        said = _said(request, "verify.unknown")
        return render(request, "verify/unknown.html", {"said": said, "is_no_code": normal is None}, status=404)
    context: dict[str, Any] = {}
    if file := _file_of(request):
        context = {"file": _file_answer(notice, file)}
    elif request.method == "POST":
        context = {"name": _name_answer(request, notice, request.POST.get("family_name", ""))}
    return _shown(request, notice, context)


def _file_of(request: HttpRequest) -> UploadedFile[Any] | None:
    file = request.FILES.get("file")
    return file if isinstance(file, UploadedFile) else None


def _compared(request: HttpRequest, file: UploadedFile[Any]) -> HttpResponse:
    data = _read(file)
    if data and (notice := find_by_file(hashlib.sha256(data).hexdigest())):
        return _shown(request, notice, {"file": "same"})
    if data and (notice := find_by_file(origin_of(data))):
        return _shown(request, notice, {"file": "copy"})
    return render(request, "verify/start.html", {"file_unknown": True}, status=404)


def _shown(request: HttpRequest, notice: Notice, context: dict[str, Any]) -> HttpResponse:
    found = verified(notice)
    said = _said(request, f"verify.{found.standing}", found)
    tone = TONES[found.standing]
    code = shown_code(notice.code)
    context |= {"found": found, "said": said, "tone": tone, "code": code, "signature": signature_of(notice)}
    return render(request, "verify/letter.html", context)


def _said(request: HttpRequest, key: str, found: Verified | None = None) -> list[dict[str, str]]:
    """In English, and before it in the reader's own language where there is a sheet for it."""
    wanted = sheet_language(_first_language(request), production=settings.PRODUCTION)
    return [_sentence(code, key, found) for code in dict.fromkeys((wanted, ENGLISH.code))]


def _sentence(code: str, key: str, found: Verified | None) -> dict[str, str]:
    one = voice(code)
    values = (
        {"agency": found.agency_name, "day": one.day(found.issued_at), "number": found.replaced_by} if found else {}
    )
    text = one.say(key, **values) + (" " + one.say("verify.compare") if found else "")
    text = text.replace(ISOLATE, "").replace(POP, "")
    return {"lang": code, "dir": "rtl" if one.words.language.right_to_left else "ltr", "text": text}


def _first_language(request: HttpRequest) -> str:
    asked = request.GET.get("lang") or str(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    first = asked.split(",")[0].split(";")[0].strip()
    known = {language.code.lower() for language in offered_languages(production=settings.PRODUCTION)}
    return first if first.lower() in known else first.split("-")[0] or ENGLISH.code


def _file_answer(notice: Notice, file: UploadedFile[Any]) -> str:
    data = _read(file)
    if data is None:
        return "too_large"
    if has_file(notice, hashlib.sha256(data).hexdigest()):
        return "same"
    origin = origin_of(data)
    return "copy" if origin and has_file(notice, origin) else "other"


def _read(file: UploadedFile[Any]) -> bytes | None:
    """The file is read once and not kept."""
    if not file.size or file.size > LARGEST_FILE:
        return None
    return b"".join(file.chunks())


def _name_answer(request: HttpRequest, notice: Notice, typed: str) -> str:
    """Match or no match, a few times an hour: enough for who holds the paper, too few for who guesses."""
    if not typed.strip() or len(typed) > LONGEST_NAME:
        return "empty"
    if not (NAME_TRIES.allows(client_address(request)) and NAME_TRIES_EACH.allows(notice.code)):
        return "too_often"
    try:
        return "match" if name_matches(notice, typed) else "no_match"
    except KeysUnavailable:
        return "not_here"


def _too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "verify/too_often.html", status=429)
    response["Retry-After"] = str(LOOK_UPS.seconds)
    return response
