"""Signing in and out, staying signed in, passwords. Every sign-in, refused sign-in and sign-out is
in the audit log. The steps are allauth's: a password, then a second factor, or a passkey alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import logout, views
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from reports.accounts.actions.sessions import end_session, refuse_factor, refuse_session
from reports.accounts.factors import PASSKEY, kinds_of
from reports.accounts.models import User
from reports.core.clock import now
from reports.web.account.forms import ChangePasswordForm, FirstPasswordForm
from reports.web.account.landing import (
    REACTIVATION_COOKIE,
    REACTIVATION_SECONDS,
    landing,
    safe_path,
)
from reports.web.shared.guards import AppHttpRequest, post_only, public, signed_in
from reports.web.shared.signing_in.code_form import SignInCodeForm, demo_code
from reports.web.shared.signing_in.sign_in_form import SignInForm, demo_accounts

ENDED = {
    "idle": "You were signed out because nothing happened for half an hour.",
    "age": "You were signed out because twelve hours had passed since you signed in.",
}


class _SignIn(LoginView):  # type: ignore[misc]  # untyped
    """The sign-in page. `next` keeps the path to go to, never anything else."""

    form_class = SignInForm
    template_name = "account/sign_in.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        end_session_of_another(self.request)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        note_refused_sign_in(form)
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        ended = ENDED.get(self.request.GET.get("ended", ""), "")
        next_path = safe_path(self.request.POST.get("next") or self.request.GET.get("next") or "")
        return {
            **found,
            "ended": ended,
            "demo_accounts": demo_accounts(),
            "next": next_path,
            "unknown_passkey": "passkey" in self.request.GET,
        }


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page: address and password, or a passkey."""
    answer: HttpResponseBase = _SignIn.as_view()(request)
    return answer


def end_session_of_another(request: HttpRequest) -> None:
    """Whoever was signed in in this browser is signed out first: two people never share what a
    session knows.
    """
    if isinstance(request.user, User):
        end_session(by=request.user, at=now())
        logout(request)


class _SecondStep(AuthenticateView):  # type: ignore[misc]  # untyped
    """The second factor of somebody whose password was right."""

    form_class = SignInCodeForm
    template_name = "account/second_step.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        note_wrong_code(form)
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return {**found, **ways_of(self.stage.login.user)}


def note_wrong_code(form: Any) -> None:
    """Somebody had the password and not the second factor. Tries beyond the limit are not looked
    at, and not listed.
    """
    if getattr(form, "was_wrong", True):
        refuse_factor(user=form.user, at=now())


def ways_of(user: User) -> dict[str, Any]:
    """Which of the two ways a page offers: the code, the passkey, or both."""
    has = kinds_of(user)
    return {
        "asks_passkey": PASSKEY in has,
        "asks_code": bool(has - {PASSKEY}),
        "demo_code": demo_code(user),
    }


@public
@never_cache
def second_step(request: HttpRequest) -> HttpResponseBase:
    """The second factor follows the password."""
    answer: HttpResponseBase = _SecondStep.as_view()(request)
    return answer


@public
@never_cache
def step_options(request: HttpRequest) -> HttpResponse:
    """What a key has to sign, for somebody whose password was right."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return JsonResponse({}, status=404)
    return JsonResponse({"request_options": begin_authentication(stage.login.user)})


class _Passkey(LoginWebAuthnView):  # type: ignore[misc]  # untyped
    """A passkey is both factors at once: the key, and the person's finger or PIN."""

    def form_valid(self, form: LoginWebAuthnForm) -> HttpResponse:
        end_session_of_another(self.request)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: LoginWebAuthnForm) -> HttpResponse:
        refuse_session(email="", locked=(), at=now())
        return HttpResponseRedirect(f"{reverse('account_login')}?passkey=unknown")


@public
@never_cache
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Signing in with a passkey, without a password."""
    answer: HttpResponseBase = _Passkey.as_view()(request)
    return answer


@public
@never_cache
@sensitive_post_parameters("password")
@post_only
def resume(request: HttpRequest) -> HttpResponse:
    """Signing in again in mid-form: what was typed travels through the pages of both steps and is
    handed back to be sent on.
    """
    path = safe_path(request.POST.get("path", "")) or landing()
    context = {
        "kept": request.POST.get("kept", "[]"),
        "path": path,
        "had_files": request.POST.get("had_files") == "1",
    }
    if "code" in request.POST or "credential" in request.POST:
        return _resume_second_step(request, context)
    form = SignInForm(request.POST, request=request)
    if not form.is_valid():
        note_refused_sign_in(form)
        return render(request, "account/resume.html", {**context, "form": form}, status=401)
    end_session_of_another(request)
    answer: HttpResponse = form.login(request)
    return _resumed(request, answer, context)


def _resume_second_step(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        again = {**context, "form": SignInForm(request=request)}
        return render(request, "account/resume.html", again, status=401)
    user = stage.login.user
    form = (
        SignInCodeForm(user=user, data=request.POST)
        if "code" in request.POST
        else AuthenticateWebAuthnForm(user=user, data=request.POST)
    )
    if not form.is_valid():
        note_wrong_code(form)
        return _ask_second_step(request, user, context, form)
    form.save()
    return _resumed(request, stage.exit(), context)


def _resumed(request: HttpRequest, answer: HttpResponse, context: dict[str, Any]) -> HttpResponse:
    """The page with what was typed once the person is in, else the next step of signing in."""
    if isinstance(request.user, User):
        fields = kept_fields(context["kept"])
        page = render(request, "account/resumed.html", {**context, "fields": fields})
        page.cookies.update(answer.cookies)
        return page
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return answer
    return _ask_second_step(request, stage.login.user, context)


def _ask_second_step(
    request: HttpRequest, user: User, context: Mapping[str, Any], form: Any = None
) -> HttpResponse:
    typed = form if isinstance(form, SignInCodeForm) else SignInCodeForm(user=user)
    page = {**context, **ways_of(user), "form": typed, "resumes": True}
    return render(request, "account/second_step.html", page, status=401)


def kept_fields(kept: str) -> list[tuple[str, str]]:
    """The names and values of a form that was open when the session ended; anything that is not
    such a list is dropped.
    """
    try:
        pairs = json.loads(kept)
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


@public
@never_cache
def reactivate(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail about an inactive account: kept in a cookie of the browser until the
    sign-in, which asks for the password as always. Nothing is stored for who only opens it.
    """
    answer = HttpResponseRedirect(reverse("account_login"))
    answer.set_cookie(
        REACTIVATION_COOKIE,
        token[:500],
        max_age=REACTIVATION_SECONDS,
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )
    return answer


def note_refused_sign_in(form: SignInForm) -> None:
    """Somebody was not let in. Tries while locked are counted with the lock, not listed."""
    if form.counted is None or form.counted.is_refused:
        return
    refuse_session(
        email=form.cleaned_data.get("email", ""), locked=form.counted.locked_now, at=now()
    )


@public
@post_only
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and asks the browser to forget what it kept of these pages."""
    if isinstance(request.user, User):
        end_session(by=request.user, at=now())
    logout(request)
    response = HttpResponseRedirect(reverse("account_login"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@signed_in(second_factor=False)
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
    """Sets the password and goes on with the second factor, like every other sign-in."""

    template_name = "account/first_password.html"
    form_class = FirstPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        end_session_of_another(self.request)
        record_authentication(self.request, form.user, method="password")
        login = Login(user=form.user, email=form.user.email)
        answer: HttpResponse = perform_login(self.request, login)
        return answer
