"""Fields for a day: one line for a day, three inputs for a birth date. Typed text is kept as typed.

A word such as "yesterday" keeps the moment at which it was typed, so that it goes on meaning that
day when a draft is opened again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from django import forms

from reports.core import clock
from reports.core.typed_times import Unreadable, is_relative, month_number, read_day
from reports.law.moments import local_day
from reports.web.shared.forms.error_messages import problem

AS_OF = "_asof"
LOOKS_WHOLE = re.compile(r"\d\W+\w+\W+\d|[a-z]\W+\d+\W+\d|^\d{8}$", re.IGNORECASE)


class TypedText(str):
    """What stands in an input, with the moment at which a word such as "today" was typed there."""

    __slots__ = ("as_of",)
    as_of: str

    def __new__(cls, text: str, as_of: str = "") -> Self:
        typed = super().__new__(cls, text)
        typed.as_of = as_of
        return typed


def moment_of_typing(as_of: str) -> datetime:
    """When a word such as "today" was typed: as the form says, else now."""
    now = clock.now()
    try:
        typed_at = datetime.fromisoformat(as_of)
    except ValueError:
        return now
    return typed_at if typed_at.tzinfo and typed_at <= now else now


def with_moment_of_typing(typed: Mapping[str, list[str]], *, at: datetime) -> dict[str, list[str]]:
    """What is kept of a form, with the moment beside each word such as "yesterday", which means
    another day tomorrow.
    """
    kept = dict(typed)
    for name, texts in typed.items():
        if len(texts) == 1 and is_relative(texts[0]):
            beside = f"{name.removesuffix('_day').removesuffix('_time')}{AS_OF}"
            if not any(typed.get(beside, [])):
                kept[beside] = [at.isoformat()]
    return kept


class DayWidget(forms.TextInput):
    """One line for a day. What is typed stays as it was typed; a day of ours is written as on
    American forms.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={
                "class": "usa-input--day",
                "autocomplete": "off",
                "data-day": True,
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        return written_day(value) if isinstance(value, date) else super().format_value(value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        as_of = data.get(f"{name}{AS_OF}") or ""
        return TypedText(typed, as_of) if isinstance(typed, str) else typed


def written_day(day: date) -> str:
    """A day as these inputs show it."""
    return f"{day:%m/%d/%Y}"


class DayField(forms.DateField):
    """A calendar day, typed as people write days."""

    widget = DayWidget

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value or None
        if not str(value).strip():
            return None
        as_of = moment_of_typing(getattr(value, "as_of", ""))
        try:
            return read_day(str(value), today=local_day(as_of))
        except Unreadable as refused:
            raise problem(refused.what, fix=refused.fix) from refused


class MemorableDateWidget(forms.MultiWidget):
    """Month, day and year in three inputs: for a day people know by heart or copy from a
    document.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "month": forms.TextInput,
            "day": forms.TextInput,
            "year": forms.TextInput,
        }
        super().__init__(widgets=parts, attrs=attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.month), str(value.day), str(value.year)]
        return ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_month"


class MemorableDateField(forms.MultiValueField):
    """A birth date, as on the document. A month may be written as a number or a word."""

    widget = MemorableDateWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = tuple(forms.CharField(required=False, max_length=40) for _ in range(3))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> date | None:
        month, day, year = (part.strip() for part in ([*list(data_list), "", "", ""])[:3])
        given = [part for part in (month, day, year) if part]
        if not given:
            return None
        if len(given) == 1 and LOOKS_WHOLE.search(given[0]):
            return _whole_day(given[0])
        missing = [
            name for name, part in (("month", month), ("day", day), ("year", year)) if not part
        ]
        if missing:
            raise problem(
                f"The {' and the '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
                fix="Fill in all three, or leave all three empty if the day is not known.",
            )
        return _calendar_day(month, day, year)


def _whole_day(written: str) -> date:
    """A day that was typed or pasted whole into one of the three inputs, its year in full."""
    if not re.search(r"\d{4}", written):
        raise problem(
            "The year is not written in full.", fix="Write the year with four figures, as in 1991."
        )
    try:
        return read_day(written, today=clock.today())
    except Unreadable as refused:
        raise problem(refused.what, fix=refused.fix) from refused


def _calendar_day(month: str, day: str, year: str) -> date:
    try:
        if len(year) != 4:
            raise ValueError(year)
        return date(int(year), month_number(month), int(day))
    except ValueError as refused:
        raise problem(
            "This is not a day of the calendar.",
            fix=(
                "Write the month as 1 to 12 or its name, the day as 1 to 31 and the year with four"
                " figures."
            ),
        ) from refused
