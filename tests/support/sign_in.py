"""Signing in for tests without typing anything: a session with its second factor, used now."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

KEY_OF_WHOSE = "account_authentication_methods_user"
WITHOUT = Client.force_login


def sign_in(client: Client, user: Any, *, kind: str = "webauthn", used_ago: float = 0) -> Client:
    """This person's session in this browser, with a second factor of this kind, used so many
    seconds ago; no kind is a session with the password alone.
    """
    WITHOUT(client, user)
    session = client.session
    records: list[dict[str, Any]] = [{"method": "password", "at": time.time() - used_ago}]
    if kind:
        records.append({"method": "mfa", "type": kind, "id": 0, "at": time.time() - used_ago})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[KEY_OF_WHOSE] = str(user.pk)
    session.save()
    return client


def force_login_is_whole() -> None:
    """From now on `force_login` stands for both steps of signing in, as a person takes them."""

    def force_login(self: Client, user: Any, backend: Any = None) -> None:
        sign_in(self, user)

    Client.force_login = force_login  # type: ignore[method-assign, assignment]  # for every test


def give_codes(user: Any) -> Any:
    """A sheet of recovery codes as the person's second factor."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(user)
    return user


def give_app(user: Any) -> Any:
    """A code app as the person's second factor."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(user, generate_totp_secret())
    return user


def next_code(user: Any) -> str:
    """The next code of the person's sheet."""
    from allauth.mfa.models import Authenticator

    kinds = Authenticator.Type
    sheet = Authenticator.objects.get(user_id=user.pk, type=kinds.RECOVERY_CODES)
    code: str = sheet.wrap().get_unused_codes()[0]
    return code


def walk_in(client: Client, user: Any, password: str, **sent: Any) -> Any:
    """Both steps through the pages, as a person takes them; the answer to the last one."""
    answer = client.post("/signin/", {"email": user.email, "password": password, **sent})
    if answer.headers.get("Location", "").startswith("/signin/code/"):
        answer = client.post("/signin/code/", {"code": next_code(user)})
    return answer


def code_of_app(secret: str, *, steps: int = 0) -> str:
    """What a code app shows now, or some steps later."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    counter = int(time.time()) // 30 + steps
    shown: str = format_hotp_value(hotp_value(secret, counter))
    return shown
