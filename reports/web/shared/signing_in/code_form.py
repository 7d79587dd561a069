"""The code of a second factor: from a code app, from the sheet of recovery codes, or, for the
invented people of the demo, the one that the page shows.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError

from reports.accounts.factors import CODE_APP, newest_factor
from reports.accounts.models import User
from reports.web.shared.forms.fields import problem

WRONG = "This code is not right, or it was used already."
HOW = (
    "Wait for the next code of your app and type it, or type the next unused code of your"
    " recovery sheet. After five wrong codes wait five minutes."
)


def is_invented(user: User) -> bool:
    """Whether this is one of the demo's invented people, in the demo. They have no telephone and
    no key to touch. Production refuses to be a demo (reports/checks.py).
    """
    if not settings.DEMO:
        return False
    from reports.demo.accounts import ACCOUNTS

    return user.email in {account.email for account in ACCOUNTS}


def demo_code(user: User) -> str:
    """The code that the page shows and takes from the demo's invented people; empty for others."""
    if not is_invented(user):
        return ""
    from reports.demo.accounts import CODE

    return CODE


class _Code:
    """The one field, in our words."""

    user: User
    authenticator: Authenticator
    was_wrong = False  # looked at and not right, which is more than tried too often

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]  # of the form beside this
        field.label = "Code"
        field.help_text = "Six digits from your code app, or one of your recovery codes."
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
            "width": "md",
        }
        field.initial = demo_code(self.user)

    def clean_code(self) -> str:
        """Raises ValidationError where the code is wrong, used, or tried too often."""
        typed = "".join(str(self.cleaned_data["code"]).split())  # type: ignore[attr-defined]  # of the form beside this
        self.cleaned_data["code"] = typed  # type: ignore[attr-defined]  # of the form beside this
        if typed and typed == demo_code(self.user):
            self.authenticator = newest_factor(self.user, CODE_APP)
            return typed
        try:
            found: str = super().clean_code()  # type: ignore[misc]  # of the form beside this
        except ValidationError as refused:
            self.was_wrong = refused.code == "incorrect_code"
            raise problem(WRONG, fix=HOW) from None
        return found


class SignInCodeForm(_Code, AuthenticateForm):  # type: ignore[misc]  # untyped
    """The second step of signing in."""


class CodeForm(_Code, ReauthenticateForm):  # type: ignore[misc]  # untyped
    """The second factor again, within a session."""
