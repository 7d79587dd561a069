"""Whether a session has the second factor that its person's roles ask for: judged here, for every
address, before its view is called.

Until then nothing but the pages of one's own factors can be reached (`@signed_in(second_factor=
False)`) and what is public. allauth keeps in the session which factors were used, and when.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.factors import KINDS, PASSKEY, kinds_of
from reports.accounts.models import User
from reports.accounts.policies import needs_passkey
from reports.core import fresh_factor
from reports.core.clock import machine_seconds, today
from reports.web.shared.guards import declaration_of, kept_values
from reports.web.shared.signing_in.code_form import CodeForm, demo_code, is_invented

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def accepted_kinds(user: User) -> frozenset[str]:
    """The kinds of factor that the person's roles accept."""
    if needs_passkey(user, on=today()) and not is_invented(user):
        return frozenset({PASSKEY})
    return KINDS


def factor_used_at(request: HttpRequest, user: User) -> float | None:
    """When a factor that the person's roles accept was last used in this session."""
    records = get_authentication_records(request, user)
    if not records:
        return None
    kinds = accepted_kinds(user)
    used = [
        float(one["at"])
        for one in records
        if one.get("method") == "mfa" and one.get("type") in kinds
    ]
    return max(used, default=None)


def was_just_used(used: float | None) -> bool:
    """Whether that was within the last ten minutes; a moment still to come was not."""
    return used is not None and 0 <= machine_seconds() - used <= fresh_factor.FRESH_FOR_SECONDS


class SecondFactorMiddleware:
    """Lets a request through to its view only with the second factor that the view asks for, and
    says to the verbs whose request it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = fresh_factor.enter(fresh_factor.NOBODY)
        try:
            return self.get_response(request)
        finally:
            fresh_factor.leave(token)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """A page that is the same for all does not touch the session; a view without a declaration
        counts as one that needs everything.
        """
        declaration = declaration_of(view)
        if declaration is not None and declaration.cache_seconds:
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        used = factor_used_at(request, user)
        fresh_factor.enter(fresh_factor.Session(str(user.pk), was_just_used(used)))
        if used is not None:
            return None
        if declaration is not None and (
            declaration.access == "public" or not declaration.second_factor
        ):
            return None
        return ask_for_factor(request)


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """A reader is sent to the page of their own factors, and back afterwards. Somebody in mid-form,
    whose roles have come to ask for another factor, keeps what they typed.
    """
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse("Second factor needed.", status=401, content_type="text/plain")
    if request.method not in {"GET", "HEAD"}:
        return ask_to_confirm(request)
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{query}")


def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """The second factor again, before an act that asks for a fresh one. The values sent go back to
    the browser that sent them; nothing is stored here.
    """
    if request.method in {"GET", "HEAD"}:
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{query}")
    return confirm_page(
        request,
        kept=json.dumps(kept_values(request)),
        path=request.get_full_path(),
        had_files=bool(request.FILES),
        status=403,
    )


def confirm_page(
    request: HttpRequest,
    *,
    kept: str,
    path: str,
    had_files: bool = False,
    form: CodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Asks for one of the factors that the person's roles accept, or for any they have where they
    have none of those yet.
    """
    user = request.user
    assert isinstance(user, User)  # noqa: S101  only who is signed in is asked again
    has = kinds_of(user)
    offered = (has & accepted_kinds(user)) or has
    context = {
        "form": form or CodeForm(user=user),
        "kept": kept,
        "path": path,
        "had_files": had_files,
        "asks_passkey": PASSKEY in offered,
        "asks_code": bool(offered - {PASSKEY}),
        "has_none": not has,
        "needs_passkey": needs_passkey(user, on=today()) and PASSKEY not in has,
        "demo_code": demo_code(user),
    }
    return render(request, "account/confirm.html", context, status=status)


second_factor = SecondFactorMiddleware
