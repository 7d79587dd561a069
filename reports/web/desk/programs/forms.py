"""A token for a program: which, for what, and whether it only tries things out."""

from __future__ import annotations

from django import forms

from reports.accounts.api_scopes import SCOPE_TITLES, ApiScope
from reports.web.shared.forms.base import AppForm, short_text

KINDS = (
    ("live", "Real work: what it writes are this agency's records"),
    ("sandbox", "Sandbox: what it writes is kept apart and never counts"),
)
# Files of requests are brought in by command; no call asks for that scope yet.
CHOOSABLE = tuple(scope for scope in SCOPE_TITLES if scope != ApiScope.WRITE_IMPORTS)


class TokenForm(AppForm):
    """Makes a token."""

    system_name = short_text(
        "Name of the program",
        required=True,
        longest=80,
        width="md",
        help_text="For example the records-management system and its vendor.",
    )
    kind = forms.ChoiceField(label="What it is for", choices=KINDS, widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label="What the program may do",
        choices=[(scope.value, SCOPE_TITLES[scope]) for scope in CHOOSABLE],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose only what it needs. Reviews, decisions and certifications stay with"
        " people.",
    )

    def chosen_scopes(self) -> list[ApiScope]:
        return [ApiScope(word) for word in self.cleaned_data["scopes"]]

    @property
    def is_sandbox(self) -> bool:
        return bool(self.cleaned_data["kind"] == "sandbox")
