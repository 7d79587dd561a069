"""Forms of practice cases: one choice of finding for each requested action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.law.vocabulary import Outcome
from reports.web.shared.forms.layout import Buttons, Fieldset, Submit, form_helper
from reports.web.shared.html.labels import label_of

OUTCOMES = [("", "Choose"), *((outcome.value, outcome.label) for outcome in Outcome)]


def outcome_fields(purposes: Iterable[str]) -> dict[str, forms.ChoiceField]:
    """A choice for each purpose, labelled in words."""
    return {
        purpose: forms.ChoiceField(label=label_of(purpose), choices=OUTCOMES)
        for purpose in purposes
    }


class AnswerForm(forms.Form):
    """The findings that the learner chooses. The answers are in the address; nothing is stored."""

    def __init__(self, *args: Any, purposes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = purposes
        self.fields.update(outcome_fields(purposes))
        self.helper = form_helper(
            Fieldset("What does the act say?", *purposes),
            Buttons(Submit("", "Compare")),
            csrf=False,
        )
        self.helper.form_method = "get"

    def answers(self) -> dict[str, str]:
        """The outcome chosen for each purpose."""
        return {purpose: self.cleaned_data[purpose] for purpose in self.purposes}


class ExerciseForm(forms.Form):
    """The situation in words, the finding the trainer expects for each purpose, and the lesson."""

    title = forms.CharField(label="Title", max_length=120)
    situation = forms.CharField(
        label="What happened",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Everything invented; name nobody.",
    )
    lesson = forms.CharField(
        label="What there is to learn",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text="Shown with the answer.",
    )

    def __init__(self, *args: Any, purposes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = purposes
        self.fields.update(outcome_fields(purposes))
        self.helper = form_helper(
            Fieldset("The situation", "title", "situation"),
            Fieldset("What you expect", *purposes),
            "lesson",
            Buttons(Submit("make", "Make the exercise")),
        )

    def values(self) -> dict[str, Any]:
        """What the verb takes beside the facts."""
        given = self.cleaned_data
        words = {name: given[name] for name in ("title", "situation", "lesson")}
        return {**words, "expected": {purpose: given[purpose] for purpose in self.purposes}}
