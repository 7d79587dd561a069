"""Who may call a view. Every view carries exactly one declaration; a test walks the addresses and
finds any without.

A declaration asks only whether the person holds a permission somewhere. Whether they may do this to
that record is asked by the verb, and what is not theirs does not exist for the getters.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, overload
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from reports.accounts.models import User
from reports.accounts.policies import can, check_can
from reports.accounts.queries import agencies_for
from reports.accounts.roles import Permission
from reports.core.clock import today

View = Callable[..., HttpResponseBase]


class AppHttpRequest(HttpRequest):
    """A request whose person is known. Views behind `signed_in` or `needs` take this.

    `form_revision` and `form_page` are set by `revised` for the forms of the page.
    """

    user: User
    form_revision: str
    form_page: str


@dataclass(frozen=True)
class Declaration:
    """Who may call a view, as the architecture test and the middleware read it."""

    access: Literal["public", "signed_in", "needs", "token"]
    permissions: tuple[Permission, ...] = ()
    cache_seconds: int = 0
    second_factor: bool = True


def declaration_of(view: Any) -> Declaration | None:
    """The declaration of a view, or None where it has none."""
    found = getattr(view, "declaration", None)
    return found if isinstance(found, Declaration) else None


def _declared(view: View, declaration: Declaration) -> View:
    view.declaration = declaration  # type: ignore[attr-defined]  # read by declaration_of
    return view


@overload
def public(view: View) -> View: ...
@overload
def public(view: None = None, *, cache_seconds: int = 0) -> Callable[[View], View]: ...
def public(view: View | None = None, *, cache_seconds: int = 0) -> View | Callable[[View], View]:
    """Anyone may read this. With `cache_seconds` it is the same for all, sets no cookie and may be
    kept by caches.
    """

    def declare(inner: View) -> View:
        @wraps(inner)
        def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = inner(request, *args, **kwargs)
            if cache_seconds and response.status_code == 200:
                patch_cache_control(response, public=True, max_age=cache_seconds)
            return response

        return _declared(open_view, Declaration("public", cache_seconds=cache_seconds))

    return declare(view) if view is not None else declare


@overload
def signed_in(view: View) -> View: ...
@overload
def signed_in(view: None = None, *, second_factor: bool = True) -> Callable[[View], View]: ...
def signed_in(
    view: View | None = None, *, second_factor: bool = True
) -> View | Callable[[View], View]:
    """Anyone who has signed in. Without `second_factor` also those who have yet to enroll one: the
    pages of one's own factors, and nothing that shows a record.
    """

    def declare(inner: View) -> View:
        @wraps(inner)
        def for_known_people(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            return inner(request, *args, **kwargs)

        return _declared(for_known_people, Declaration("signed_in", second_factor=second_factor))

    return declare(view) if view is not None else declare


def needs(*permissions: Permission) -> Callable[[View], View]:
    """People who hold one of these permissions at some agency or at OPM, as a role or as the head's
    delegate.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def for_those_who_may(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return ask_to_sign_in(request)
            if not any(holds(request.user, permission) for permission in permissions):
                check_can(request.user, permissions[0], on=today())
            return view(request, *args, **kwargs)

        return _declared(for_those_who_may, Declaration("needs", permissions))

    return declare


def holds(user: User, permission: Permission) -> bool:
    """Whether the person holds a permission anywhere today."""
    day = today()
    if can(user, permission, on=day):
        return True
    return any(can(user, permission, agency, on=day) for agency in agencies_for(user, on=day))


def by_token(view: View) -> View:
    """Programs with a token, which the view itself asks for. No browser's session opens it."""
    return _declared(view, Declaration("token", second_factor=False))


def post_only(view: View) -> View:
    """An act: only by POST. Stands beneath the declaration."""
    return require_POST(view)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A reader is sent to the sign-in page. Someone in mid-form keeps every value typed and signs
    in right there.
    """
    ended = getattr(request, "session_ended", "")
    if request.method == "POST" and request.headers.get("X-Requested-With") != "fetch":
        return keep_and_ask(request, ended=ended)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse("Signed out.", status=401, content_type="text/plain")
    query = {"next": request.get_full_path(), **({"ended": ended} if ended else {})}
    return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode(query)}")


def keep_and_ask(request: HttpRequest, *, ended: str) -> HttpResponse:
    """The posted values go back to the browser that sent them, inside a sign-in form; nothing is
    stored here.

    The CSRF token was checked before the view was called, so these values came from one of our own
    pages.
    """
    from reports.web.shared.signing_in.sign_in_form import SignInForm

    context = {
        "form": SignInForm(request=request),
        "kept": json.dumps(kept_values(request)),
        "path": request.get_full_path(),
        "ended": ended,
        "had_files": bool(request.FILES),
    }
    return render(request, "account/resume.html", context, status=401)


def kept_values(request: HttpRequest) -> list[tuple[str, str]]:
    """Every value that was sent and may go back to its sender, in order."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if may_be_kept(name)
    ]


def hand_back(request: HttpRequest) -> HttpResponse:
    """What was typed, in a page that sends it on as whoever is signed in now."""
    context = {
        "fields": kept_values(request),
        "path": request.get_full_path(),
        "had_files": bool(request.FILES),
        "elsewhere": True,
    }
    return render(request, "account/resumed.html", context, status=403)


def may_be_kept(name: str) -> bool:
    """Whether a value goes back to the browser to be sent on: no token and no password does."""
    return name != "csrfmiddlewaretoken" and "password" not in name
