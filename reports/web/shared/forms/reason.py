"""The form that asks for a reason."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.web.shared.forms.base import AppForm, long_text
from reports.web.shared.forms.layout import Buttons, Submit, form_helper


class ReasonForm(AppForm):
    """A reason that stays with the record."""

    reason = long_text("Reason", required=True, rows=3, longest=2000)


class WordsForm(forms.Form):
    """One text, with the button that says what it does."""

    words = forms.CharField(label="In words", widget=forms.Textarea, max_length=2000)

    def __init__(
        self, *args: Any, label: str, button: str, danger: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.helper = form_helper("words", Buttons(Submit("send", button, danger=danger)))
