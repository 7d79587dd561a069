"""The sign-in form, and what the demo shows beside it."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from reports.accounts.models import User
from reports.accounts.roles import ROLES
from reports.web.shared.forms.fields import problem
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.rate_limit import SignInAttempt, client_address
from reports.web.shared.signing_in.known_device import known_device

WAIT = (
    "After five wrong tries every further one is refused for a quarter of an hour, whatever is"
    " typed. A passkey still opens, and so does a browser you have signed in with before."
)


class SignInForm(LoginForm):  # type: ignore[misc]  # untyped
    """Address and password. It never reveals whether the address is known."""

    helper = form_helper("email", "password", Buttons(Submit("sign-in", "Sign in")))

    user: User | None = None
    counted: SignInAttempt | None = None
    request: HttpRequest | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "email": forms.EmailField(
                label="Email address",
                widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
            ),
            "password": forms.CharField(
                label="Password",
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            ),
        }

    def clean(self) -> dict[str, Any]:
        """The password is looked at even where the answer is no already, so that the time tells
        nothing.
        """
        values: dict[str, Any] = self.cleaned_data
        if self.errors or self.request is None:
            return values
        email = values["login"] = values["email"]
        self.counted = counted = SignInAttempt(
            email=email,
            address=client_address(self.request),
            device=known_device(self.request, email),
        )
        try:
            values = super().clean()
        except ValidationError:
            self.user = None
        if self.user is None or counted.is_refused:
            self.user = None
            counted.failed()
            raise problem(
                "Address and password do not fit together.",
                why=WAIT if counted.is_locked else "",
                fix=(
                    "Type both again, or ask your agency's administrator for a new one-time link."
                ),
            )
        counted.succeeded()
        return values


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
