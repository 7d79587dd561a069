"""Forms about one's own account. Passwords follow NIST SP 800-63B-4: long, checked against a list,
no other rules.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from reports.accounts.actions.passwords import change_password
from reports.core.clock import now
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.layout import Buttons, LinkButton, Submit, form_helper

HINT_FOR_NEW = (
    "At least 15 characters. Four or five words that have nothing to do with one another are better"
    " than a short word with figures in it. Names, dates and words of your office are tried first."
)


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

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  as Django calls it
        """Keep the password, with its entry in the audit log."""
        change_password(password=self.cleaned_data["new_password1"], by=self.user, at=now())
        return self.user


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A password for a new or recovered account."""

    helper = form_helper(
        "new_password1", "new_password2", Buttons(Submit("set", "Set password and sign in"))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_words(self)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  as Django calls it
        """Keep the password, with its entry in the audit log."""
        change_password(password=self.cleaned_data["new_password1"], by=self.user, at=now())
        return self.user


class ForgottenForm(AppForm):
    """The address to which a link for a new password is sent."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    helper = form_helper(
        "email", Buttons(Submit("send", "Send link"), LinkButton("Cancel", "/signin/"))
    )


def _plain_words(form: forms.Form) -> None:
    form.fields["new_password1"].label = "New password"
    form.fields["new_password1"].help_text = HINT_FOR_NEW
    form.fields["new_password2"].label = "New password again"
    form.fields["new_password2"].help_text = ""


class PreferenceForm(AppForm):
    """Whether the daily mail is wanted."""

    wants_digest = forms.BooleanField(
        label="Send me one mail a day when something new waits for me.", required=False
    )
