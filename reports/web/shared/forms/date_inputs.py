"""Days and moments on a form: several small inputs with labels of their own, and the question which
1:30 is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from reports.core import clock
from reports.core.dates import clock_time, short_date, short_moment, short_month_day
from reports.core.typed_times import Unreadable, is_relative, read_day
from reports.law.moments import local, local_day
from reports.web.shared.forms.times.days import (
    AS_OF,
    DayWidget,
    MemorableDateWidget,
    moment_of_typing,
    written_day,
)
from reports.web.shared.forms.times.moments import (
    END_OF_DAY,
    START_OF_DAY,
    LocalDateTimeWidget,
    TypedMoment,
    moment_typed,
    moments_of,
    typed_moment,
)
from reports.web.shared.html.markup import EMPTY, joined, tag, void

Attributes = dict[str, object]


def _parts(bound: BoundField, widget: Any) -> list[Any]:
    """The values of the inputs: as typed on a bound form, else the initial value taken apart."""
    value = bound.value()
    return list(value) if isinstance(value, list | tuple) else list(widget.decompress(value))


def _labeled(label: str, control: Attributes, css_class: str, hint: str = "") -> SafeString:
    own = tag("label", {"class": "usa-label", "for": control["id"]}, label)
    return tag("div", {"class": f"part {css_class}"}, own, hint, void("input", control))


def _shared(attrs: Attributes) -> Attributes:
    """What every small input carries of the field's attributes."""
    wrong = attrs.get("aria-invalid")
    kept = {
        name: attrs.get(name)
        for name in ("aria-describedby", "aria-invalid", "disabled", "data-assess")
    }
    return {**kept, "class": "usa-input usa-input--error" if wrong else "usa-input"}


def render_memorable_date(
    bound: BoundField, widget: MemorableDateWidget, attrs: Attributes
) -> SafeString:
    """Month, day, year."""
    parts = []
    for (name, label), value in zip(
        (("month", "Month"), ("day", "Day"), ("year", "Year")),
        _parts(bound, widget),
        strict=True,
    ):
        control = {
            "type": "text",
            "id": f"{attrs['id']}_{name}",
            "name": f"{bound.html_name}_{name}",
            "value": value or "",
        }
        mode = "text" if name == "month" else "numeric"
        control |= {"inputmode": mode, "autocomplete": "off", **_shared(attrs)}
        parts.append(_labeled(label, control, f"part--{name}"))
    return tag("div", {"class": "parts"}, joined(parts))


def render_day(bound: BoundField, widget: DayWidget, attrs: Attributes) -> SafeString:
    """One line for a day, how what stands in it is read, and when a word such as "today" was
    typed.
    """
    value = bound.value()
    wrong = "usa-input--error" if attrs.get("aria-invalid") else ""
    classes = ("usa-input", wrong, str(attrs.pop("class", "")))
    control: Attributes = {
        "type": "text",
        "name": bound.html_name,
        "value": widget.format_value(value),
        **attrs,
        "class": " ".join(name for name in classes if name),
    }
    as_of = str(getattr(value, "as_of", ""))
    kept = _moment_of_typing(bound, (value,), as_of)
    return joined((void("input", control), _read_as(_day_as_read(value, as_of), value), kept))


def render_local_moment(
    bound: BoundField, widget: LocalDateTimeWidget, attrs: Attributes
) -> SafeString:
    """Day and time of day, and the question which of two where that time can be two."""
    day, typed, which, as_of = ([*_parts(bound, widget), "", "", "", ""])[:4]
    name, own = bound.html_name, attrs["id"]
    shared = {**_shared(attrs), "type": "text", "autocomplete": "off"}
    day_input = {
        **shared,
        "id": f"{own}_day",
        "name": f"{name}_day",
        "value": _written(day),
        "data-day": True,
    }
    time_input = {
        **shared,
        "id": f"{own}_time",
        "name": f"{name}_time",
        "value": _written(typed),
    }
    parts = [_labeled("Date", day_input, "part--date"), _labeled("Time", time_input, "part--time")]
    found = typed_moment(day, typed, str(as_of or ""))
    return joined(
        (
            tag("div", {"class": "parts", "data-moment": True}, joined(parts), _now_button()),
            _read_as(_moment_as_read(found, str(which or "")), typed),
            _moment_of_typing(bound, (day, typed), str(as_of or "")),
            _which_one(bound, own=str(own), found=found, chosen=str(which or "")),
        )
    )


def _now_button() -> SafeString:
    """Fills in this moment by the server's clock. Shown by the script that makes it work; without
    it the word "now" in the time does the same.
    """
    attrs = {"type": "button", "class": "button button--quiet now", "hidden": True}
    return tag("button", {**attrs, "data-now": clock.now().isoformat()}, "Now")


def _moment_of_typing(bound: BoundField, typed: Sequence[Any], as_of: str) -> SafeString:
    """The moment at which a word such as "yesterday" was typed, so that it goes on meaning that
    day.
    """
    if not bound.form.is_bound or not any(isinstance(t, str) and is_relative(t) for t in typed):
        return EMPTY
    at = moment_of_typing(as_of).isoformat()
    return void("input", {"type": "hidden", "name": f"{bound.html_name}{AS_OF}", "value": at})


def _read_as(meaning: str, typed: Any) -> SafeString:
    """How what was typed is read; nothing beside a value of ours or one that cannot be read."""
    if not meaning or not isinstance(typed, str):
        return EMPTY
    return tag("span", {"class": "usa-hint read-as"}, f"Read as {meaning}.")


def _day_as_read(value: Any, as_of: str) -> str:
    try:
        return short_date(read_day(str(value or ""), today=local_day(moment_of_typing(as_of))))
    except Unreadable:
        return ""


def _moment_as_read(found: TypedMoment | None, which: str) -> str:
    try:
        return short_moment(moment_typed(found.on, found.at, which=which)) if found else ""
    except ValidationError:
        return ""


def _written(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return str(value.strftime("%H:%M")) if hasattr(value, "hour") else written_day(value)


def _which_one(
    bound: BoundField, *, own: str, found: TypedMoment | None, chosen: str
) -> SafeString:
    if found is None or found.at.zone:
        return EMPTY
    asked = _nights(found.on) if found.at.is_midnight else _shown_twice(found)
    choices = [
        _which_choice(bound, own, word, label, chosen=chosen) for word, label in asked.items()
    ]
    if not choices:
        return EMPTY
    return tag(
        "fieldset",
        {"class": "which usa-fieldset"},
        tag("legend", {}, "Which of the two?"),
        joined(choices),
    )


def _nights(on: date) -> dict[str, str]:
    """The two midnights of a day, each with the night it lies in."""
    before, after = short_month_day(on - timedelta(days=1)), short_month_day(on + timedelta(days=1))
    this = short_month_day(on)
    return {
        START_OF_DAY: f"0000, as {this} begins (the night from {before} to {this})",
        END_OF_DAY: f"2400, as {this} ends (the night from {this} to {after})",
    }


def _shown_twice(found: TypedMoment) -> dict[str, str]:
    both = moments_of(datetime.combine(found.on, found.at.at))
    if len(both) != 2:
        return {}
    walls = dict(zip(("first", "second"), map(local, both), strict=True))
    return {
        word: f"The {word} {clock_time(wall)} ({wall:%Z}, {_season(wall)})"
        for word, wall in walls.items()
    }


def _season(wall: datetime) -> str:
    return "daylight time" if wall.dst() else "standard time"


def _which_choice(bound: BoundField, own: str, word: str, label: str, *, chosen: str) -> SafeString:
    control: Attributes = {
        "type": "radio",
        "id": f"{own}_{word}",
        "name": f"{bound.html_name}_which",
        "value": word,
    }
    control |= {"checked": word == chosen, "class": "usa-radio__input"}
    text = tag("label", {"class": "usa-radio__label", "for": control["id"]}, label)
    return tag("div", {"class": "usa-radio"}, void("input", control), text)


def first_control_id(bound: BoundField, attrs_id: str) -> str:
    """Where a link in the error summary leads."""
    parts: Sequence[str] = {LocalDateTimeWidget: ("day",), MemorableDateWidget: ("month",)}.get(
        type(bound.field.widget), ()
    )
    return f"{attrs_id}_{parts[0]}" if parts else attrs_id
