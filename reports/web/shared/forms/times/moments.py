"""A field for a moment as Connecticut's clock shows it: a day, a time of day, and which of two.

On the day the clocks go forward an hour does not exist and is refused; on the day they go back an
hour exists twice, and midnight stands at both ends of a day: the form asks which one is meant.
Deadlines of the act are counted in elapsed hours, so guessing would move them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from reports.core.dates import clock_time, long_moment
from reports.core.typed_times import (
    NOW,
    ClockTime,
    Unreadable,
    is_relative,
    plain,
    read_clock,
    read_day,
)
from reports.law.moments import AmbiguousTime, NonexistentTime, local, local_day, parse_local
from reports.web.shared.forms.error_messages import problem
from reports.web.shared.forms.times.days import DayWidget, moment_of_typing

START_OF_DAY, END_OF_DAY = "start", "end"
NIGHTS = (START_OF_DAY, END_OF_DAY)


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
