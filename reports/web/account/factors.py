"""One's own second factors: a passkey or security key, a code app, a sheet of recovery codes in an
envelope. The first is set up right after the one-time link; until then nothing else opens.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import encrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from reports.accounts.actions.factors import note_factor_change
from reports.accounts.factors import (
    CODE_APP,
    PASSKEY,
    RECOVERY_CODES,
    kinds_beside,
    kinds_of,
    newest_factor,
)
from reports.accounts.models import User
from reports.accounts.policies import needs_passkey
from reports.core.clock import now, today
from reports.core.refusals import StateRefused
from reports.web.account.landing import landing, safe_path
from reports.web.shared.guards import AppHttpRequest, signed_in
from reports.web.shared.signing_in.second_factor import factor_used_at

SEED = "account.envelope_seed"
GO_ON = "account.after_factors"


class _Index(IndexView):  # type: ignore[misc]  # untyped
    """What is set up, and what may be added."""

    template_name = "account/factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        has = kinds_of(user)
        return {
            **found,
            "has": has,
            "needs_passkey": needs_passkey(user, on=today()) and PASSKEY not in has,
            "is_let_in": factor_used_at(self.request, user) is not None,
            "go_on": self.request.session.get(GO_ON) or landing(),
        }


@signed_in(second_factor=False)
@never_cache
def factors(request: AppHttpRequest) -> HttpResponseBase:
    """Everything about one's own second factors. `next` is where the person was going."""
    if where := safe_path(request.GET.get("next", "")):
        request.session[GO_ON] = where
    answer: HttpResponseBase = _Index.as_view()(request)
    return answer


def note_enrolled(request: AppHttpRequest, kind: str, *, with_codes: bool) -> None:
    """Whoever has just set a factor up has just used it. The first one comes with a sheet of
    recovery codes.
    """
    user = request.user
    factor = newest_factor(user, kind)
    record_authentication(request, user, "mfa", id=factor.pk, type=kind)
    for added in (kind, RECOVERY_CODES) if with_codes else (kind,):
        note_factor_change(user=user, event="factor.added", kind=added, by=user, at=now())


class _CodeApp(ActivateTOTPView):  # type: ignore[misc]  # untyped
    """Scan the picture, type the code."""

    template_name = "account/factor_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_enrolled(self.request, CODE_APP, with_codes=self.did_generate_recovery_codes)
        messages.success(self.request, "Your code app is set up.")
        return answer


@signed_in(second_factor=False)
@never_cache
def add_code_app(request: AppHttpRequest) -> HttpResponseBase:
    """A code app on a telephone or on the desk's computer."""
    answer: HttpResponseBase = _CodeApp.as_view()(request)
    return answer


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # untyped
    """A passkey that signs in by itself is asked for always; a key that cannot still is the second
    factor.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of the key"
        self.fields["name"].help_text = "So that you can tell your keys apart."
        self.fields["passwordless"].label = "Sign in with this alone, without a password"
        self.fields["passwordless"].help_text = "It asks for your finger, face or PIN instead."


class _AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # untyped
    """The browser makes the key; the page sends what it made."""

    form_class = PasskeyForm
    template_name = "account/factor_passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_enrolled(self.request, PASSKEY, with_codes=self.did_generate_recovery_codes)
        messages.success(self.request, "Your passkey is set up.")
        return answer


@signed_in(second_factor=False)
@never_cache
def add_passkey(request: AppHttpRequest) -> HttpResponseBase:
    """A passkey of this computer or a security key."""
    answer: HttpResponseBase = _AddPasskey.as_view()(request)
    return answer


@signed_in(second_factor=False)
@never_cache
def envelope(request: AppHttpRequest) -> HttpResponse:
    """A sheet of recovery codes as the factor: printed, one code typed to show that it is there,
    then sealed in an envelope. The codes count only from then on.
    """
    user = request.user
    if kinds_of(user):
        return redirect("mfa_view_recovery_codes")
    seed = request.session.setdefault(SEED, RecoveryCodes.generate_seed())
    sheet = RecoveryCodes(
        Authenticator(
            user=user,
            type=Authenticator.Type.RECOVERY_CODES,
            data={"seed": encrypt(seed), "used_mask": 0},
        )
    )
    codes = sheet.generate_codes()
    typed = "".join(request.POST.get("code", "").split())
    if request.method == "POST" and typed in codes:
        sheet.instance.data["used_mask"] = 1 << codes.index(typed)
        sheet.instance.save()
        del request.session[SEED]
        note_enrolled(request, RECOVERY_CODES, with_codes=False)
        messages.success(request, "Your recovery codes are your second factor from now on.")
        return redirect("mfa_index")
    wrong = "This code is not on the sheet." if request.method == "POST" else ""
    context = {"codes": codes, "wrong": wrong}
    return render(request, "account/factor_envelope.html", context, status=422 if wrong else 200)


class _Codes(ViewRecoveryCodesView):  # type: ignore[misc]  # untyped
    """The codes that are left, to print."""

    template_name = "account/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return {**found, "go_on": self.request.session.get(GO_ON) or landing()}


@signed_in
@never_cache
def recovery_codes(request: AppHttpRequest) -> HttpResponseBase:
    """The recovery codes that are left."""
    answer: HttpResponseBase = _Codes.as_view()(request)
    return answer


@signed_in
@never_cache
def download_codes(request: AppHttpRequest) -> HttpResponseBase:
    """The same as a text file."""
    answer: HttpResponseBase = DownloadRecoveryCodesView.as_view()(request)
    return answer


class _NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # untyped
    """New codes; the old ones end."""

    template_name = "account/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user = self.request.user
        note_factor_change(user=user, event="factor.added", kind=RECOVERY_CODES, by=user, at=now())
        return answer


@signed_in
@never_cache
def new_codes(request: AppHttpRequest) -> HttpResponseBase:
    """A new sheet, when the old one is used up or was seen by somebody."""
    answer: HttpResponseBase = _NewCodes.as_view()(request)
    return answer


def check_can_remove(user: User, factor: Authenticator) -> None:
    """Nobody removes the last factor that their roles accept. Raises StateRefused."""
    kinds = kinds_beside(user, factor)
    if needs_passkey(user, on=today()) and PASSKEY not in kinds:
        raise StateRefused("Your role asks for a passkey. Add another one before you remove this.")
    if not kinds - {RECOVERY_CODES}:
        raise StateRefused(
            "This is your last second factor beside the recovery codes. Add another one first."
        )


def note_removed(request: AppHttpRequest, kind: str) -> None:
    """The person took one of their own factors away."""
    user = request.user
    note_factor_change(user=user, event="factor.removed", kind=kind, by=user, at=now())


class _RemoveCodeApp(DeactivateTOTPView):  # type: ignore[misc]  # untyped
    template_name = "account/remove_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        check_can_remove(self.request.user, self.authenticator)
        answer: HttpResponse = super().form_valid(form)
        note_removed(self.request, CODE_APP)
        messages.success(self.request, "The code app is removed.")
        return answer


@signed_in
@never_cache
def remove_code_app(request: AppHttpRequest) -> HttpResponseBase:
    """The code app opens nothing any more."""
    answer: HttpResponseBase = _RemoveCodeApp.as_view()(request)
    return answer


class _RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # untyped
    template_name = "account/remove_factor.html"

    def get_success_url(self) -> str:
        return reverse("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        check_can_remove(self.request.user, self.object)
        answer: HttpResponse = super().form_valid(form)
        note_removed(self.request, PASSKEY)
        messages.success(self.request, "The passkey is removed.")
        return answer


@signed_in
@never_cache
def remove_passkey(request: AppHttpRequest, pk: int) -> HttpResponseBase:
    """This key opens nothing any more."""
    answer: HttpResponseBase = _RemovePasskey.as_view()(request, pk=pk)
    return answer


class _RenamePasskey(EditWebAuthnView):  # type: ignore[misc]  # untyped
    template_name = "account/rename_passkey.html"

    def get_success_url(self) -> str:
        return reverse("mfa_index")


@signed_in
@never_cache
def rename_passkey(request: AppHttpRequest, pk: int) -> HttpResponseBase:
    """A name by which the person knows the key."""
    answer: HttpResponseBase = _RenamePasskey.as_view()(request, pk=pk)
    return answer
