"""What the agency forms share: showing stored text without errors, and errors found outside the
form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django import forms
from django.forms.utils import ErrorDict

from reports.core.printable_text import text_without_font, unprintable_text
from reports.web.shared.forms import fields

# Asked of a reply and of an access: acting against the decision in force is possible, and not
# silent.
AGAINST_DECISION = "Why this differs from the decision"
ONLY_IF_IT_DIFFERS = (
    "Only if it does. It stays in the record, and the head of the agency is told of it."
)

A_LETTER_PRINTS_IT = "A notice prints it."


class FoundProblem(Protocol):
    """A problem as the rules of a capability return it."""

    @property
    def field(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def fix(self) -> str: ...
    @property
    def severity(self) -> str: ...


class AppForm(forms.Form):
    """A form that can show what was typed before without judging it yet."""

    def without_complaints(self) -> None:
        """Show the values as they are; they are judged when the person sends them."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def take_problems(self, problems: Iterable[FoundProblem]) -> None:
        """Put each error at its field; errors of fields that are not in this form are left out."""
        for found in problems:
            if (
                found.field in self.fields
                and found.severity == "error"
                and not self.has_error(found.field)
            ):
                self.add_error(
                    found.field, fields.problem(found.what, why=found.why, fix=found.fix)
                )

    def layout(self) -> list[Any]:
        """The order of the fields: the form's own unless it says otherwise."""
        return list(getattr(self, "LAYOUT", None) or self.fields)

    def written(self, name: str) -> str:
        """A text as cleaned, empty when it was not given or not understood."""
        return str(self.cleaned_data.get(name) or "")


def yes_or_no(label: str, *, help_text: str = "", required: bool = True) -> forms.TypedChoiceField:
    """A question that silence does not answer: neither is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=help_text,
        required=required,
    )


def refuse_unprintable(text: str) -> None:
    """Refuse, at its field, what the letters could not print. Raises ValidationError."""
    if trouble := unprintable_text(text):
        raise fields.problem(f"This {trouble}", why=A_LETTER_PRINTS_IT)
    if trouble := text_without_font(text):
        raise fields.problem(
            f"This {trouble}", why=A_LETTER_PRINTS_IT, fix="Write it in Latin letters."
        )


def short_text(
    label: str,
    *,
    help_text: str = "",
    required: bool = False,
    longest: int = 120,
    width: str = "lg",
    is_printed: bool = False,
) -> forms.CharField:
    """One line of text with a maximum length, as wide as the expected input. What a letter prints
    is refused where it could not.
    """
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        validators=[refuse_unprintable] if is_printed else [],
        widget=forms.TextInput(attrs={"width": width, "autocomplete": "off"}),
    )


def long_text(
    label: str,
    *,
    help_text: str = "",
    required: bool = False,
    rows: int = 4,
    longest: int = 4000,
    is_printed: bool = False,
) -> forms.CharField:
    """Several lines of text with a bound. What a letter prints is refused where it could not."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        validators=[refuse_unprintable] if is_printed else [],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def given(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The cleaned values that were understood; the rest keep the default of the values they go
    into.
    """
    return {name: data[name] for name in names if data.get(name) not in (None, "")}
