"""Form fields for days and local times, and errors that say what, why and how to fix.

Times are typed as Connecticut's clock shows them. On the day the clocks go forward an hour does not
exist and is refused; on the day they go back an hour exists twice and the form asks which one is
meant. Deadlines of the act are counted in elapsed hours, so guessing would move them.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from reports.core.dates import clock_time, long_moment
from reports.law.moments import AmbiguousTime, NonexistentTime, local, parse_local
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
]

DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%b %d, %Y", "%B %d, %Y")
TIME_FORMATS = ("%H:%M", "%H:%M:%S", "%H%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def problem(what: str, *, why: str = "", fix: str = "") -> ValidationError:
    """An error at a field: what is wrong, the rule behind it, and how to put it right."""
    parts = {"what": what, "why": why, "fix": fix}
    message = " ".join(f"%({name})s" for name, sentence in parts.items() if sentence)
    return ValidationError(message, code="problem", params=parts)


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


class DayWidget(forms.DateInput):
    """The browser's own day input; its calendar is the one people know from their machine."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "usa-input--day", **(attrs or {})}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A calendar day."""

    widget = DayWidget
    input_formats = DAY_FORMATS

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError as refused:
            raise problem(
                "This is not a day of the calendar.",
                fix="Write month, day and year, for example 11/21/2026.",
            ) from refused


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
        parts = tuple(forms.CharField(required=False, max_length=12) for _ in range(3))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> date | None:
        month, day, year = (part.strip() for part in ([*list(data_list), "", "", ""])[:3])
        if not (month or day or year):
            return None
        missing = [
            name for name, part in (("month", month), ("day", day), ("year", year)) if not part
        ]
        if missing:
            raise problem(
                f"The {' and the '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
                fix="Fill in all three, or leave all three empty if the day is not known.",
            )
        return _calendar_day(month, day, year)


def _calendar_day(month: str, day: str, year: str) -> date:
    try:
        number = _month_number(month)
        if len(year) != 4:
            raise ValueError(year)
        return date(int(year), number, int(day))
    except ValueError as refused:
        raise problem(
            "This is not a day of the calendar.",
            fix=(
                "Write the month as 1 to 12 or its name, the day as 1 to 31 and the year with four"
                " figures."
            ),
        ) from refused


def _month_number(month: str) -> int:
    if month.isdecimal():
        return int(month)
    word = month.casefold().rstrip(".")
    found = [
        number
        for number, name in enumerate(MONTHS, start=1)
        if len(word) >= 3 and name.startswith(word)
    ]
    if not found:
        raise ValueError(month)
    return found[0]


class LocalDateTimeWidget(forms.MultiWidget):
    """A day, a time of day, and, where that time exists twice, which of the two."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        clock = forms.TimeInput(format="%H:%M")
        super().__init__(
            widgets={"day": DayWidget(), "time": clock, "which": forms.HiddenInput()}, attrs=attrs
        )

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, datetime):
            return [None, None, ""]
        wall = local(value) if value.tzinfo else value
        wall = wall.replace(tzinfo=None)
        which = ("second" if wall.fold else "first") if ambiguous_times(wall) else ""
        return [wall.date(), wall.time(), which]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day"


def moments_of(wall: datetime) -> list[datetime]:
    """The moments at which Connecticut's clock shows this time: none, one, or two."""
    try:
        return [parse_local(wall.date(), wall.time())]
    except AmbiguousTime as shown_twice:
        return list(shown_twice.candidates)
    except NonexistentTime:
        return []


def ambiguous_times(wall: datetime) -> bool:
    """Whether Connecticut's clock shows this time twice on that day."""
    return len(moments_of(wall)) == 2


class LocalDateTimeField(forms.MultiValueField):
    """A moment as Connecticut's clock shows it; gives an aware datetime in UTC."""

    widget = LocalDateTimeWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            DayField(required=False),
            TimeOfDayField(required=False),
            forms.CharField(required=False),
        )
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> datetime | None:
        day, clock, which = ([*list(data_list), None, None, ""])[:3]
        if day is None and clock is None:
            return None
        if day is None or clock is None:
            lacking = "day" if day is None else "time"
            raise problem(f"The {lacking} is missing.", fix="Fill in both the day and the time.")
        return moment_from(datetime.combine(day, clock), which=which or "")


def moment_from(wall: datetime, *, which: str) -> datetime:
    """The one moment meant by a wall-clock time, or an error that asks."""
    fold = {"first": 0, "second": 1}.get(which)
    try:
        return parse_local(wall.date(), wall.time(), fold=fold)
    except NonexistentTime as skipped:
        raise problem(
            f"{long_moment(wall)} did not happen.",
            why=f"The clocks went forward to {clock_time(skipped.resumes_at)} that night.",
            fix=(
                "Enter the time the clock showed: one hour later, or the last time before the"
                " change."
            ),
        ) from skipped
    except AmbiguousTime as shown_twice:
        raise problem(
            f"{long_moment(wall)} happened twice.",
            why="The clocks went back an hour that night, and deadlines are counted in hours.",
            fix="Choose the first or the second one below.",
        ) from shown_twice


class TimeOfDayField(forms.TimeField):
    """A time of day: 14:10, 1410 and 2:10 PM are all read."""

    input_formats = TIME_FORMATS

    def to_python(self, value: Any) -> time | None:
        try:
            return super().to_python(
                re.sub(r"\.", "", value).upper() if isinstance(value, str) else value
            )
        except ValidationError as refused:
            raise problem(
                "This is not a time of day.", fix="Write it as 2:10 PM or 14:10."
            ) from refused


class IdempotencyField(forms.UUIDField):
    """A hidden key made with the form: two submits of one form carry the same key, and verbs act on
    it once.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(widget=forms.HiddenInput, **kwargs)


def posted_wall_time(data: Mapping[str, Any], name: str) -> datetime | None:
    """The wall-clock time now standing in a form's inputs, if it can be read: decides whether to
    ask which.
    """
    try:
        day = DayField(required=False).to_python(data.get(f"{name}_day"))
        clock = TimeOfDayField(required=False).to_python(data.get(f"{name}_time"))
    except ValidationError:
        return None
    return datetime.combine(day, clock) if day and clock else None
