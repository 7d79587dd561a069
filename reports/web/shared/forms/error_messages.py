"""Errors as sentences: what is wrong, why, how to fix it (the pattern people need to correct their
own entries).

Django's stock messages name neither the field nor the way out; they are replaced here for every
form at once. Messages that a form wrote itself stand as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

STOCK_BEGINNINGS = (
    "This field is required",
    "Select a valid choice",
    "Enter a valid",
    "Enter a whole number",
    "Enter a number",
    "Enter a list of values",
    "Enter a complete value",
    "Ensure this",
    "Ensure that",
    "The submitted file is empty",
    "No file was submitted",
    "Null characters are not allowed",
    "Upload a valid image",
)

# code -> (what, how to fix); {label} is the field's name, {limit} the validator's limit
STOCK = {
    "invalid_choice": (
        "{label}: what was sent is not one of the choices.",
        "Choose one of the choices listed.",
    ),
    "invalid_list": (
        "{label}: what was sent is not a list of choices.",
        "Choose from the choices listed.",
    ),
    "invalid_pk_value": (
        "{label}: what was sent is not one of the choices.",
        "Choose one of the choices listed.",
    ),
    "max_length": ("{label} is too long.", "Keep it to {limit} characters."),
    "min_length": ("{label} is too short.", "Write at least {limit} characters."),
    "max_value": ("{label} is too high.", "Enter {limit} or less."),
    "min_value": ("{label} is too low.", "Enter {limit} or more."),
    "empty": (
        "The file is empty.",
        "Attach it again, or scan it again if it opens empty on your machine too.",
    ),
    "missing": ("No file arrived.", "Attach it again."),
    "null_characters_not_allowed": (
        "{label} holds a character that cannot be stored.",
        "Type it instead of pasting it.",
    ),
    "incomplete": ("{label} is not complete.", "Fill in every part."),
}
INVALID = {
    forms.IntegerField: ("{label} is not a whole number.", "Use figures only, for example 34."),
    forms.DecimalField: ("{label} is not a number.", "Use figures only, for example 2.5."),
    forms.FloatField: ("{label} is not a number.", "Use figures only, for example 2.5."),
    forms.EmailField: ("{label} is not an email address.", "Write it like name@example.org."),
    forms.URLField: ("{label} is not a web address.", "Write it like https://example.org."),
    forms.DateField: (
        "{label} is not a day of the calendar.",
        "Write month, day and year, for example 11/21/2026.",
    ),
    forms.TimeField: ("{label} is not a time of day.", "Write it as 2:10 PM or 14:10."),
}


def problem(what: str, *, why: str = "", fix: str = "") -> ValidationError:
    """An error at a field: what is wrong, the rule behind it, and how to put it right."""
    parts = {"what": what, "why": why, "fix": fix}
    message = " ".join(f"%({name})s" for name, sentence in parts.items() if sentence)
    return ValidationError(message, code="problem", params=parts)


@dataclass(frozen=True)
class ErrorSentence:
    """One error in its parts; `why` and `fix` may be empty."""

    what: str
    why: str = ""
    fix: str = ""


def sentences_of(bound: BoundField, errors: list[ValidationError]) -> list[ErrorSentence]:
    """The errors of a field, as people read them."""
    return [sentence_of(error, field=bound.field, label=str(bound.label or "")) for error in errors]


def sentence_of(
    error: ValidationError, *, field: forms.Field | None = None, label: str = ""
) -> ErrorSentence:
    """One error as a sentence. Without a field (errors of the whole form) the message is
    unchanged.
    """
    params = error.params or {}
    if error.code == "problem":
        return ErrorSentence(str(params["what"]), str(params["why"]), str(params["fix"]))
    message = error.messages[0]
    if field is None or not message.startswith(STOCK_BEGINNINGS):
        return ErrorSentence(message)
    what, fix = _stock(str(error.code), field)
    names = {"label": label or "This entry", "limit": params.get("limit_value", "")}
    return ErrorSentence(what.format(**names), fix=fix.format(**names))


def _required(field: forms.Field) -> tuple[str, str]:
    if isinstance(field.widget, forms.CheckboxInput):
        return "{label}: not confirmed.", "Check the box to continue."
    if str(field.label or "").endswith("?"):
        return "Not answered: {label}", _fill_in(field)
    return "{label} is missing.", _fill_in(field)


def _stock(code: str, field: forms.Field) -> tuple[str, str]:
    if code == "required":
        return _required(field)
    if code in STOCK:
        return STOCK[code]
    for kind in type(field).__mro__:
        if kind in INVALID:
            return INVALID[kind]
    return "{label} cannot be read.", "Check it against the document and type it again."


def _fill_in(field: forms.Field) -> str:
    widget = field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return "Choose at least one."
    if isinstance(widget, forms.RadioSelect | forms.Select):
        return "Choose one."
    return "Attach it." if isinstance(widget, forms.FileInput) else "Fill it in."
