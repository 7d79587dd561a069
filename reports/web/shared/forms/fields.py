"""Form fields for days and local times, and errors that say what, why and how to fix.

Times are typed as Connecticut's clock shows them. On the day the clocks go forward an hour does not
exist and is refused; on the day they go back an hour exists twice and the form asks which one is
meant. Deadlines of the act are counted in elapsed hours, so guessing would move them.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError

from reports.core import clock
from reports.core.dates import clock_time, long_moment
from reports.law.moments import AmbiguousTime, NonexistentTime, local, local_day, parse_local
from reports.web.shared.forms.typed_times import (
    NOW,
    ClockTime,
    Unreadable,
    is_relative,
    month_number,
    plain,
    read_clock,
    read_day,
)
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

AS_OF = "_asof"
LOOKS_WHOLE = re.compile(r"\d\W+\w+\W+\d|[a-z]\W+\d+\W+\d|^\d{8}$", re.IGNORECASE)
START_OF_DAY, END_OF_DAY = "start", "end"
NIGHTS = (START_OF_DAY, END_OF_DAY)


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


class LocalDateTimeWidget(forms.MultiWidget):
    """A day, a time of day, and, where that time can be two, which of them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            widgets={
                "day": DayWidget(),
                "time": forms.TextInput(),
                "which": forms.HiddenInput(),
                "asof": forms.HiddenInput(),
            },
            attrs=attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, datetime):
            return [None, None, "", ""]
        wall = local(value) if value.tzinfo else value
        wall = wall.replace(tzinfo=None)
        which = ("second" if wall.fold else "first") if ambiguous_times(wall) else ""
        return [wall.date(), wall.time(), which, ""]

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
        parts = tuple(forms.CharField(required=False, max_length=80) for _ in range(4))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> datetime | None:
        day, typed, which, as_of = (str(part or "") for part in [*data_list, "", "", "", ""][:4])
        typed_at = moment_of_typing(as_of)
        if not day.strip() and not typed.strip():
            return None
        if plain(typed) == NOW and (not day.strip() or is_relative(day)):
            return typed_at
        if not day.strip() or not typed.strip():
            lacking = "time" if day.strip() else "day"
            raise problem(f"The {lacking} is missing.", fix="Fill in both the day and the time.")
        try:
            on, at = read_day(day, today=local_day(typed_at)), read_clock(typed)
        except Unreadable as refused:
            raise problem(refused.what, fix=refused.fix) from refused
        return moment_typed(on, at, which=which)


def moment_typed(on: date, at: ClockTime, *, which: str) -> datetime:
    """The moment meant by a day and a time of day, or an error that asks."""
    if at.is_midnight and which not in NIGHTS:
        raise problem(
            "Midnight stands at both ends of a day.",
            why="2400 is the end of the day, the same as 0000 of the next.",
            fix="Choose which night you mean below.",
        )
    if at.is_midnight and which == END_OF_DAY:
        on += timedelta(days=1)
    wall = datetime.combine(on, at.at)
    return _moment_in_zone(wall, at.zone) if at.zone else moment_from(wall, which=which)


def _moment_in_zone(wall: datetime, zone: str) -> datetime:
    """The moment at which Connecticut's clock showed this time in the zone that was written."""
    found = [moment for moment in moments_of(wall) if f"{local(moment):%Z}" == zone]
    if not found:
        raise problem(
            f"Connecticut's clock did not show {clock_time(wall)} {zone} on that day.",
            fix="Leave out EST or EDT, or correct the day or the time.",
        )
    return found[0]


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
            fix=(
                "Choose the first or the second one below, or write EDT (the first) or EST (the"
                " second) after the time."
            ),
        ) from shown_twice


class IdempotencyField(forms.UUIDField):
    """A hidden key made with the form: two submits of one form carry the same key, and verbs act on
    it once.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(widget=forms.HiddenInput, **kwargs)


@dataclass(frozen=True)
class TypedMoment:
    """What stands in the inputs of a moment, as far as it can be read."""

    on: date
    at: ClockTime


def typed_moment(day: Any, typed: Any, as_of: str = "") -> TypedMoment | None:
    """The day and the time now standing in a form's inputs, None where they cannot be read."""
    if isinstance(day, date) and isinstance(typed, time):
        return TypedMoment(day, ClockTime(typed))
    try:
        on = read_day(str(day or ""), today=local_day(moment_of_typing(as_of)))
        return TypedMoment(on, read_clock(str(typed or "")))
    except Unreadable:
        return None
