"""Days and moments on a form: several small inputs with labels of their own, and the question which
1:30 is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from reports.core.dates import clock_time
from reports.law.moments import local
from reports.web.shared.forms.fields import (
    LocalDateTimeWidget,
    MemorableDateWidget,
    moments_of,
    posted_wall_time,
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
    for (name, label, size), value in zip(
        (("month", "Month", 12), ("day", "Day", 2), ("year", "Year", 4)),
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
        control |= {"maxlength": size, "inputmode": mode, "autocomplete": "off", **_shared(attrs)}
        parts.append(_labeled(label, control, f"part--{name}"))
    return tag("div", {"class": "parts"}, joined(parts))


def render_local_moment(
    bound: BoundField, widget: LocalDateTimeWidget, attrs: Attributes
) -> SafeString:
    """Day and time of day, and the question which of two where the clock showed that time twice."""
    day, clock, which = _parts(bound, widget)
    name, own = bound.html_name, attrs["id"]
    shared = _shared(attrs)
    day_input = {
        "type": "date",
        "id": f"{own}_day",
        "name": f"{name}_day",
        "value": _written(day),
        **shared,
    }
    time_input = {
        "type": "time",
        "id": f"{own}_time",
        "name": f"{name}_time",
        "value": _written(clock),
        **shared,
    }
    parts = [_labeled("Day", day_input, "part--date"), _labeled("Time", time_input, "part--time")]
    occurrence = _which_one(bound, own=str(own), day=day, clock=clock, chosen=str(which or ""))
    return tag("div", {"class": "parts"}, joined(parts)) + occurrence


def _written(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return str(value.strftime("%H:%M") if hasattr(value, "hour") else value.isoformat())


def _which_one(bound: BoundField, *, own: str, day: Any, clock: Any, chosen: str) -> SafeString:
    wall = posted_wall_time({"x_day": day, "x_time": clock}, "x")
    both = moments_of(wall) if wall is not None else []
    if len(both) != 2:
        return EMPTY
    choices = [
        _which_choice(bound, own, (word, moment), chosen=chosen)
        for word, moment in zip(("first", "second"), both, strict=True)
    ]
    return tag(
        "fieldset",
        {"class": "which usa-fieldset"},
        tag("legend", {}, "Which of the two?"),
        joined(choices),
    )


def _which_choice(
    bound: BoundField, own: str, choice: tuple[str, datetime], *, chosen: str
) -> SafeString:
    word, moment = choice
    wall = local(moment)
    season = "daylight time" if wall.dst() else "standard time"
    control: Attributes = {
        "type": "radio",
        "id": f"{own}_{word}",
        "name": f"{bound.html_name}_which",
        "value": word,
    }
    control |= {"checked": word == chosen, "class": "usa-radio__input"}
    label = f"The {word} {clock_time(wall)} ({wall:%Z}, {season})"
    text = tag("label", {"class": "usa-radio__label", "for": control["id"]}, label)
    return tag("div", {"class": "usa-radio"}, void("input", control), text)


def first_control_id(bound: BoundField, attrs_id: str) -> str:
    """Where a link in the error summary leads."""
    parts: Sequence[str] = {LocalDateTimeWidget: ("day",), MemorableDateWidget: ("month",)}.get(
        type(bound.field.widget), ()
    )
    return f"{attrs_id}_{parts[0]}" if parts else attrs_id
