"""Signing in and out, staying signed in, passwords. Every sign-in, refused sign-in and sign-out is
in the audit log.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login, logout, views
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from reports.accounts.actions.deactivation import check_not_deactivated, reactivate_by_link
from reports.accounts.actions.sessions import end_session, refuse_session, start_session
from reports.accounts.models import User
from reports.accounts.roles import ROLES
from reports.core.clock import now, today
from reports.core.refusals import StateRefused
from reports.detainers.queries import first_review_to_confirm
from reports.messaging.account_messages import request_reactivation
from reports.web.account.forms import ChangePasswordForm, FirstPasswordForm
from reports.web.shared.forms.sign_in import SignInForm
from reports.web.shared.guards import AppHttpRequest, post_only, public, signed_in
from reports.web.shared.navigation import url_for
from reports.web.shared.rate_limit import client_address

BACKEND = "django.contrib.auth.backends.ModelBackend"
ENDED = {
    "idle": "You were signed out because nothing happened for half an hour.",
    "age": "You were signed out because twelve hours had passed since you signed in.",
}


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. `next` keeps the path to go to, never anything else."""
    next_path = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request.POST or None, address=client_address(request))
    if request.method == "POST":
        if form.is_valid() and form.user is not None and _let_in(request, form):
            return HttpResponseRedirect(to_confirm(form.user) or safe_path(next_path) or landing())
        if not form.is_deactivated and form.counted is not None:
            note_refused_sign_in(form)
    ended = ENDED.get(request.GET.get("ended", ""), "")
    context = {"form": form, "ended": ended, "demo_accounts": demo_accounts()}
    return render(request, "account/sign_in.html", context)


def demo_accounts() -> list[dict[str, str]]:
    """Who can sign in to the demo, with the password that all of them share; empty outside the
    demo.
    """
    if not settings.DEMO:
        return []
    from reports.demo.accounts import ACCOUNTS, PASSWORD

    return [
        {
            "email": a.email,
            "name": a.name,
            "role": ROLES[a.role].title,
            "place": a.agency.replace("-", " ").title() or "OPM",
            "password": PASSWORD,
        }
        for a in ACCOUNTS
    ]


@public
@never_cache
@sensitive_post_parameters("password")
@post_only
def resume(request: HttpRequest) -> HttpResponse:
    """Signing in again in mid-form: what was typed travels through the page and is handed back to
    be sent on.
    """
    form = SignInForm(request.POST, address=client_address(request))
    path = safe_path(request.POST.get("path", "")) or landing()
    kept = request.POST.get("kept", "[]")
    context = {"kept": kept, "path": path, "had_files": request.POST.get("had_files") == "1"}
    if not form.is_valid() or form.user is None or not _let_in(request, form):
        if not form.is_deactivated:
            note_refused_sign_in(form)
        return render(request, "account/resume.html", {**context, "form": form}, status=401)
    return render(request, "account/resumed.html", {**context, "fields": kept_fields(kept)})


def kept_fields(kept: str) -> list[tuple[str, str]]:
    """The names and values of a form that was open when the session ended; anything that is not
    such a list is dropped.
    """
    try:
        pairs = json.loads(kept)
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


def _let_in(request: HttpRequest, form: SignInForm) -> bool:
    """Sign in somebody whose password was right. If the account is inactive, colleagues are asked
    to reactivate it.
    """
    assert form.user is not None  # noqa: S101  asked only after the password was right
    user, moment = form.user, now()
    if user.deactivated_at is not None and not reactivate_by_link(
        user=user, token=request.session.pop("wake_token", ""), at=moment
    ):
        try:
            check_not_deactivated(user)
        except StateRefused as refused:
            form.is_deactivated = True
            form.add_error(None, str(refused))
        request_reactivation(user=user, at=moment)
        return False
    let_in(request, user)
    return True


@public
@never_cache
def reactivate(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail about an inactive account: kept until the sign-in, which asks for the
    password as always.
    """
    request.session["wake_token"] = token[:500]
    return HttpResponseRedirect(reverse("account:sign_in"))


def let_in(request: HttpRequest, user: User) -> None:
    """A new session with its clocks started."""
    moment = now()
    start_session(sign_in=lambda: login(request, user, backend=BACKEND), by=user, at=moment)
    request.session["signed_in_at"] = request.session["last_seen"] = int(moment.timestamp())


def note_refused_sign_in(form: SignInForm) -> None:
    """Somebody was not let in."""
    refuse_session(
        email=form.cleaned_data.get("email", ""),
        locked=form.counted.locked_now if form.counted else (),
        at=now(),
    )


@public
@post_only
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and asks the browser to forget what it kept of these pages."""
    if isinstance(request.user, User):
        end_session(by=request.user, at=now())
    logout(request)
    response = HttpResponseRedirect(reverse("account:sign_in"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@signed_in
@post_only
def stay(request: AppHttpRequest) -> JsonResponse:
    """The button of the session warning: the request itself extends the session; the response says
    for how long.
    """
    request.session["last_seen"] = int(now().timestamp())
    return JsonResponse({"seconds": settings.SESSION_IDLE_SECONDS})


@signed_in
@never_cache
@sensitive_post_parameters()
def change_password(request: AppHttpRequest) -> HttpResponseBase:
    """A new password ends the person's other sessions."""
    view = views.PasswordChangeView.as_view(
        template_name="account/password.html",
        form_class=ChangePasswordForm,
        success_url=reverse_lazy("account:password_done"),
    )
    return view(request)


@signed_in
def password_done(request: AppHttpRequest) -> HttpResponse:
    return render(request, "account/password_done.html", {"landing": landing()})


@public
@never_cache
@sensitive_post_parameters()
def first_password(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """The one-time link of a new or recovered account. It works once, for a limited time."""
    return _FirstPassword.as_view(success_url=landing())(request, **kwargs)


class _FirstPassword(views.PasswordResetConfirmView):
    """Sets the password and lets the person in, through the same door as everybody."""

    template_name = "account/first_password.html"
    form_class = FirstPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        let_in(self.request, form.user)
        return answer


def safe_path(path: str) -> str:
    """The requested path if it leads to this site, else empty."""
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    return path if not urlsplit(path).netloc else ""


def to_confirm(user: User) -> str:
    """Where somebody first answers whether they made the telephone review that was entered for
    them, 54-192h(c).
    """
    waiting = first_review_to_confirm(user, on=today())
    return reverse("desk:review_confirm", args=[waiting.pk]) if waiting else ""


def landing() -> str:
    """Where people begin their work."""
    return url_for("desk:home")
