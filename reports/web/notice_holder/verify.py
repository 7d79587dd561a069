"""Whether a notice is genuine and current. Public, without a cookie, without personal data.

Whoever holds a notice may check it: by its code, by the file itself, or whether the family name on
it is the one it was issued with. Only the last needs the key ring; where there is none, the page
says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports.notices.codes import display_code, normal_code
from reports.notices.models import Notice
from reports.notices.origin_mark import origin_of
from reports.notices.signing.recorded import signature_of
from reports.notices.text.direction import direction_of
from reports.notices.text.formatting import Day, LocaleText, Value, isolated, locale_text
from reports.notices.text.languages import ENGLISH
from reports.notices.verification import (
    Verified,
    find_by_code,
    find_by_file,
    find_reserved,
    has_file,
    name_matches,
    verified,
)
from reports.sealing.providers.configured import KeysUnavailable
from reports.web.notice_holder.language import PageLanguage, page_language, render_page
from reports.web.shared.guards import public
from reports.web.shared.rate_limit import Limit, client_address

LOOK_UPS = Limit("verify", tries=60, seconds=60)
NAME_TRIES = Limit("verify-name", tries=5, seconds=3600)
NAME_TRIES_EACH = Limit("verify-name-of", tries=20, seconds=24 * 3600)
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_SHOWN = "20 MB"
FORM = {"example": isolated("ABCD-EFGH-JKLM"), "never": "0, 1, I, O, U"}
LONGEST_NAME = 200
TONES = {"current": "good", "superseded": "warning", "void": "stop"}


@public
@never_cache
@csrf_exempt  # no session, no cookie, nothing is changed
def start(request: HttpRequest, lang: str = "") -> HttpResponse:
    """Where a code is typed or a file is compared."""
    if request.method != "POST" and "code" not in request.GET:
        return render_page(request, "start", FORM, lang=lang)
    if not LOOK_UPS.allows(client_address(request)):
        return too_often(request, lang)
    if file := _file_of(request):
        return _compared(request, file, lang)
    typed = request.POST.get("code") or request.GET.get("code", "")
    code = normal_code(typed)
    if code is None:
        return render_page(
            request,
            "start",
            {**FORM, "typed": typed[:40], "is_no_code": True},
            lang=lang,
            status=404,
        )
    return HttpResponseRedirect(page_language(request, lang).address("letter", display_code(code)))


@public
@never_cache
@csrf_exempt  # no session, no cookie, nothing is changed
def letter(request: HttpRequest, code: str, lang: str = "") -> HttpResponse:
    """The notice behind a code; by POST, whether a name or a file belongs to it."""
    if not LOOK_UPS.allows(client_address(request)):
        return too_often(request, lang)
    normal = normal_code(code)
    notice = find_by_code(normal) if normal else None
    if notice is None:
        return no_letter(request, normal, lang)
    context: dict[str, Any] = {}
    if file := _file_of(request):
        context = {"file": _file_answer(notice, file)}
    elif request.method == "POST":
        context = {"name": _name_answer(request, notice, request.POST.get("family_name", ""))}
    return _show_notice(request, notice, context, lang)


def no_letter(request: HttpRequest, code: str | None, lang: str) -> HttpResponse:
    """No notice has this code, or not yet: it is on a blank form that was filled in by hand."""
    reserved = find_reserved(code) if code else None
    if reserved is not None:
        return render_page(request, "reserved", {"reserved": reserved}, lang=lang)
    spoken = page_language(request, lang)
    context = {
        "said": _sentence_pairs(spoken, "verify.unknown"),
        "is_no_code": code is None,
        **FORM,
    }
    return render_page(request, "unknown", context, lang=lang, status=404)


def _file_of(request: HttpRequest) -> UploadedFile[Any] | None:
    file = request.FILES.get("file")
    return file if isinstance(file, UploadedFile) else None


def _compared(request: HttpRequest, file: UploadedFile[Any], lang: str) -> HttpResponse:
    data = _read(file)
    if data and (notice := find_by_file(hashlib.sha256(data).hexdigest())):
        return _show_notice(request, notice, {"file": "same"}, lang)
    if data and (notice := find_by_file(origin_of(data))):
        return _show_notice(request, notice, {"file": "copy"}, lang)
    return render_page(request, "start", {**FORM, "file_unknown": True}, lang=lang, status=404)


def _show_notice(
    request: HttpRequest, notice: Notice, context: dict[str, Any], lang: str
) -> HttpResponse:
    found = verified(notice)
    context |= {
        "found": found,
        "said": _sentence_pairs(page_language(request, lang), f"verify.{found.standing}", found),
        "tone": TONES[found.standing],
        "code": display_code(notice.code),
        "signature": signature_of(notice),
        "largest": LARGEST_SHOWN,
    }
    return render_page(request, "notice", context, lang=lang)


def _sentence_pairs(
    spoken: PageLanguage, key: str, found: Verified | None = None
) -> list[dict[str, str]]:
    """In the language of the page, and in English, so that it can be shown to whoever asks to see
    it.
    """
    voices = (
        locale_text(code, production=settings.PRODUCTION)
        for code in dict.fromkeys((spoken.lang, ENGLISH.code))
    )
    return [sentence for one in voices for sentence in _sentence(one, key, found)]


def _sentence(one: LocaleText, key: str, found: Verified | None) -> Iterator[dict[str, str]]:
    """The sentence, or nothing where its translation may not be shown."""
    values: dict[str, Value] = {}
    if found:
        values = {
            "agency": found.agency_name,
            "day": Day(found.issued_at),
            "number": found.replaced_by,
        }
    said = [one.say(key, **values), *([one.say("verify.compare")] if found else [])]
    if not any(words.is_fallback for words in said):
        direction = direction_of(one.words.language)
        yield {"lang": one.lang, "dir": direction, "text": " ".join(said)}


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
    """Match or no match, a few times an hour: enough for whoever holds the notice, too few for
    guessing.
    """
    if not typed.strip() or len(typed) > LONGEST_NAME:
        return "empty"
    if not (NAME_TRIES.allows(client_address(request)) and NAME_TRIES_EACH.allows(notice.code)):
        return "too_often"
    try:
        return "match" if name_matches(notice, typed) else "no_match"
    except KeysUnavailable:
        return "not_here"


def too_often(request: HttpRequest, lang: str) -> HttpResponse:
    """More requests from one address than a person makes."""
    response = render_page(request, "too_often", lang=lang, status=429)
    response["Retry-After"] = str(LOOK_UPS.seconds)
    return response
