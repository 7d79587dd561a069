"""The A-number as a form field."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.persons.identity import (
    UnreadableAlienNumber,
    canonical_alien_number,
    shown_alien_number,
)
from reports.web.shared.forms import fields


class AlienNumberField(forms.CharField):
    """An A-number as people write it, read as its nine digits."""

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "")
        try:
            return canonical_alien_number(typed)
        except UnreadableAlienNumber as unreadable:
            raise fields.problem(
                str(unreadable),
                why="A number with a sign too many or too few never finds the same person again.",
                fix="Compare it with “File No.” on the form; leave it empty where it has none.",
            ) from unreadable

    def prepare_value(self, value: Any) -> Any:
        return shown_alien_number(value) if isinstance(value, str) else value


def alien_number_field(*, help_text: str = "") -> AlienNumberField:
    """A-number: with or without A, spaces and hyphens."""
    return AlienNumberField(
        label="A-number",
        required=False,
        max_length=24,
        help_text=help_text,
        widget=forms.TextInput(attrs={"width": "md", "autocomplete": "off"}),
    )
