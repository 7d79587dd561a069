"""What was entered, as rows a person reads: labels from the form, codes in words, empty answers
left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms

from reports.web.shared.html.components import SummaryRow
from reports.web.shared.html.formatting import day, moment


def shown_values(form: forms.BaseForm) -> list[SummaryRow]:
    """The answers of a form that were given and understood, in the form's order."""
    data = getattr(form, "cleaned_data", None) or {}
    rows = [(name, data.get(name)) for name in form.fields]
    return [
        SummaryRow(label=str(form.fields[name].label), value=in_words(form.fields[name], value))
        for name, value in rows
        if value not in (None, "", [], False)
        and not isinstance(form.fields[name].widget, forms.HiddenInput)
    ]


def in_words(field: forms.Field, value: Any) -> Any:
    """An answer as one would read it aloud."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if value is True:
        return "Yes"
    choices: Any = getattr(field, "choices", None)
    if choices is None:
        return value
    labels = dict(_flat(choices))
    chosen = value if isinstance(value, list) else [value]
    return "; ".join(str(labels.get(str(word), word)) for word in chosen)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label
