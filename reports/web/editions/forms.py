"""Forms of the publication desk."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.law.periods import HalfYear
from reports.web import fields
from reports.web.crispy import Buttons, Submit, form_helper

OFFERED_T = (6, 11, 20)
NONE = "none"


class ProposeForm(forms.Form):
    """Through which half-year the edition goes."""

    half_year = forms.ChoiceField(
        label="Through", help_text="The edition holds every half-year through this one; what was published stays."
    )
    helper = form_helper("half_year", Buttons(Submit("propose", "Build and propose")))

    def __init__(self, *args: Any, half_years: list[HalfYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["half_year"].choices = [  # type: ignore[attr-defined]
            (half.code, half.label) for half in reversed(half_years)
        ]


class ThresholdForm(forms.Form):
    """OPM legal's choice of T."""

    value = forms.CharField(
        label="T", max_length=4, help_text="A whole number such as 6 or 11, or the word none (then two lawyers sign)."
    )
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea, help_text="Kept with the choice; it can be asked for."
    )
    helper = form_helper("value", "reason", Buttons(Submit("set", "Record T")))

    def clean_value(self) -> int | None:
        typed = str(self.cleaned_data["value"]).strip().lower()
        if typed == NONE:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise fields.problem(
                "T is not a whole number.",
                why="Counts below T are withheld.",
                fix="Enter 6, 11 or another number, or none.",
            )
        return int(typed)


class WordsForm(forms.Form):
    """One text, with the button that says what it does."""

    words = forms.CharField(label="In words", widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, label: str, button: str, danger: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.helper = form_helper("words", Buttons(Submit("send", button, danger=danger)))
