"""The sign-in form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate

from reports.accounts.models import User
from reports.web.shared.forms.fields import problem
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.rate_limit import SignInAttempt

WAIT = (
    "After five wrong tries every further one is refused for a quarter of an hour, whatever is"
    " typed."
)


class SignInForm(forms.Form):
    """Address and password. It never reveals whether the address is known."""

    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    helper = form_helper("email", "password", Buttons(Submit("sign-in", "Sign in")))

    user: User | None = None
    counted: SignInAttempt | None = None
    is_deactivated = False

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        email, password = values.get("email"), values.get("password")
        if email and password:
            self.counted = counted = SignInAttempt(email=email, address=self.address)
            # The password is looked at even where the answer is no already, so that the time tells
            # nothing.
            found = authenticate(None, username=email, password=password)
            if isinstance(found, User) and not counted.is_refused:
                counted.succeeded()
                self.user = found
            else:
                counted.failed()
                raise problem(
                    "Address and password do not fit together.",
                    why=WAIT if counted.is_locked else "",
                    fix=(
                        "Type both again, or ask your agency's administrator for a new one-time"
                        " link."
                    ),
                )
        return values
