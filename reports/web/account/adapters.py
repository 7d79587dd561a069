"""What is ours in allauth's way of signing in: no sign-up, dormancy, audit entries, session clocks,
the recovery sheet as a factor of its own.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.encoding import force_bytes

from reports.accounts.actions.deactivation import check_not_deactivated, reactivate_by_link
from reports.accounts.actions.sessions import start_session
from reports.accounts.factors import count_of, kinds_of
from reports.accounts.models import User
from reports.core.clock import machine_seconds, now
from reports.core.fresh_factor import FRESH_FOR_SECONDS
from reports.core.refusals import StateRefused
from reports.messaging.account_messages import request_reactivation
from reports.web.account.landing import REACTIVATION_COOKIE, landing, safe_path, to_confirm
from reports.web.shared.rate_limit import client_address
from reports.web.shared.signing_in.known_device import remember_device


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped
    """Signing in: who is let in, what is written, where it leads."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: people are invited."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The form counts tries in the database, per account and browser; see
        reports/web/shared/rate_limit.py.
        """

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A disabled account is answered like a wrong password."""
        found = super().authenticate(request, **credentials)
        return found if isinstance(found, User) and found.is_active else None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop whoever's account sleeps, whichever way they came, and ask their colleagues."""
        if not user.is_active:
            return render(request, "account/asleep.html", {"sentence": DISABLED}, status=403)
        if user.deactivated_at is None:
            return None
        token = request.COOKIES.get(REACTIVATION_COOKIE, "")
        if reactivate_by_link(user=user, token=token, at=now()):
            return None
        request_reactivation(user=user, at=now())
        try:
            check_not_deactivated(user)
        except StateRefused as refused:
            return render(request, "account/asleep.html", {"sentence": str(refused)}, status=401)
        return None

    def login(self, request: HttpRequest, user: User) -> None:
        """A new session with its clocks started, and its entry in the audit log."""
        moment = now()
        start_session(
            sign_in=lambda: DefaultAccountAdapter.login(self, request, user), by=user, at=moment
        )
        request.session["signed_in_at"] = request.session["last_seen"] = int(moment.timestamp())

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, **kwargs: Any
    ) -> HttpResponse:
        """Where the person goes: first to a telephone review that waits for their word."""
        where = to_confirm(user) or redirect_url
        response: HttpResponse = super().post_login(request, user, redirect_url=where, **kwargs)
        remember_device(request, response, user.email)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where people begin their work."""
        return landing()

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Back to the sign-in page."""
        return resolve_url("account_login")

    def is_safe_url(self, url: str) -> bool:
        """A path of this site."""
        return bool(safe_path(url or ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as far as it can be trusted."""
        return client_address(request)

    def get_login_stages(self) -> list[str]:
        """The second factor follows the password. Nothing is ever sent by mail or telephone."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what was done."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before factors change: one of those that are set up, used a moment ago. The first one is
        added right after the one-time link.
        """
        request = context.request
        user = request.user
        if not kinds_of(user):
            return False
        used = [
            float(one["at"])
            for one in get_authentication_records(request, user)
            if one.get("method") == "mfa"
        ]
        return not used or machine_seconds() - max(used) > FRESH_FOR_SECONDS

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """One page asks for whichever factor the person has."""
        url = reverse("mfa_reauthenticate")
        return [{"id": "mfa_reauthenticate", "description": "Second factor", "url": url}]


DISABLED = "This account is disabled. Ask your administrator."


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped
    """Second factors: how they are kept, what they are called."""

    def encrypt(self, text: str) -> str:
        """Secrets of code apps and recovery sheets are readable only with the installation's secret
        key, which no copy of the database holds.
        """
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValueError where the secret key is another one."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValueError("A second factor was sealed with another secret key.") from None

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A recovery sheet in an envelope is a second factor of its own: nobody needs a telephone.

        allauth asks for the kinds that make a sign-in ask for a second step.
        """
        kinds = Authenticator.Type
        asked = types
        if types is not None and {kinds.TOTP, kinds.WEBAUTHN} <= set(types):
            asked = [*types, kinds.RECOVERY_CODES]
        return bool(super().is_mfa_enabled(user, types=asked))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth's name
        """A name to begin with; the person gives a better one."""
        return f"Key {count_of(user, str(type)) + 1}"

    def get_totp_label(self, user: Any) -> str:
        """What the code app shows."""
        return str(user.email)

    def _get_site_name(self) -> str:
        return "TRUST Act reporting"


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    made = hashlib.blake2b(force_bytes(secret), digest_size=32, person=b"second-factors").digest()
    return base64.urlsafe_b64encode(made)
