"""Forms about one's own account. Passwords follow NIST SP 800-63B-4: long, checked against a list,
no other rules.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from reports.accounts.models import User
from reports.web.crispy import Buttons, LinkButton, Submit, form_helper
from reports.web.fields import problem
from reports.web.throttle import SignInTry

HINT_FOR_NEW = (
    "At least 15 characters. A sentence you can remember is better than a short word with figures"
    " in it."
)

WAIT = (
    "After five wrong tries every further one is refused for a quarter of an hour, whatever is"
    " typed."
)


class SignInForm(forms.Form):
    """Address and password. Whether the address is known is never said."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    helper = form_helper("email", "password", Buttons(Submit("sign-in", "Sign in")))

    user: User | None = None
    counted: SignInTry | None = None
    is_asleep = False

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        email, password = values.get("email"), values.get("password")
        if email and password:
            self.counted = counted = SignInTry(email=email, address=self.address)
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


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    helper = form_helper(
        "old_password",
        "new_password1",
        "new_password2",
        Buttons(Submit("change", "Change password"), LinkButton("Cancel", "/desk/")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_words(self)
        self.fields["old_password"].label = "Present password"


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A password for an account that has just been made or recovered."""

    helper = form_helper(
        "new_password1", "new_password2", Buttons(Submit("set", "Set password and sign in"))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_words(self)


def _plain_words(form: forms.Form) -> None:
    form.fields["new_password1"].label = "New password"
    form.fields["new_password1"].help_text = HINT_FOR_NEW
    form.fields["new_password2"].label = "New password again"
    form.fields["new_password2"].help_text = ""
