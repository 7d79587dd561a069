"""The form fields that are ours beside Django's, in one place, and what explains a field.

Days and times are read by `times`; errors say what is wrong, why, and how to fix it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from reports.web.shared.forms.error_messages import problem
from reports.web.shared.forms.times.days import (
    DayField,
    MemorableDateField,
    with_moment_of_typing,
)
from reports.web.shared.forms.times.moments import LocalDateTimeField
from reports.web.shared.html.components import GlossaryTerm

__all__ = [
    "DayField",
    "GlossaryTerm",
    "IdempotencyField",
    "LocalDateTimeField",
    "MemorableDateField",
    "define_field",
    "hint_choices",
    "problem",
    "set_choices",
    "with_moment_of_typing",
]


def define_field(form: type[forms.Form], name: str, *definition: str) -> None:
    """Explain a legal term at a field of every instance of the form: term, meaning, citation."""
    field = form.base_fields[name]
    field.definition = GlossaryTerm(*definition)  # type: ignore[attr-defined]  # ours; read by field_rendering


def hint_choices(form: type[forms.Form], name: str, hints: Mapping[str, str]) -> None:
    """Explain the choices of a field, by their values, in every instance of the form."""
    field = form.base_fields[name]
    field.choice_hints = hints  # type: ignore[attr-defined]  # ours; read by widget_rendering


def set_choices(form: forms.BaseForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a choice field of this one form the choices that only its view knows."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


class IdempotencyField(forms.UUIDField):
    """A hidden key made with the form: two submits of one form carry the same key, and verbs act on
    it once.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(widget=forms.HiddenInput, **kwargs)
