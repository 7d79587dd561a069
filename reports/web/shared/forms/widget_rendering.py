"""One widget at a time, joined in Python: what Django's widget templates render, without a template
per option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget, Input
from django.utils.safestring import SafeString

from reports.web.shared.forms.date_inputs import (
    render_day,
    render_local_moment,
    render_memorable_date,
)
from reports.web.shared.forms.times.days import DayWidget, MemorableDateWidget
from reports.web.shared.forms.times.moments import LocalDateTimeWidget
from reports.web.shared.html.markup import escaped, joined, tag, trusted, void

Attributes = dict[str, object]
WidgetRenderer = Callable[[BoundField, Any, Attributes], SafeString]


def render_widget(bound: BoundField, attrs: Attributes) -> SafeString:
    """The control of a field. Widgets that are not registered are rendered by Django."""
    widget = bound.field.widget
    for kind in type(widget).__mro__:
        renderer = WIDGETS.get(kind)
        if renderer is not None:
            return renderer(bound, widget, attrs)
    given: dict[str, Any] = {name: value for name, value in attrs.items() if value is not None}
    return trusted(bound.as_widget(attrs=given))


def _classed(attrs: Attributes, css_class: str) -> Attributes:
    """The attributes with the USWDS class, the width asked for, and `is-wrong` where the value was
    refused.
    """
    given = attrs.pop("class", "")
    width = attrs.pop("width", "")
    classes = [css_class]
    if width:
        classes.append(f"usa-input--{width}")
    if attrs.get("aria-invalid"):
        classes.append("usa-input--error")
    if given:
        classes.append(str(given))
    attrs["class"] = " ".join(classes)
    return attrs


def _render_input(bound: BoundField, widget: Input, attrs: Attributes) -> SafeString:
    kind = attrs.pop("type", None) or widget.input_type
    value = widget.format_value(bound.value())
    if isinstance(widget, forms.PasswordInput) and not widget.render_value:
        value = None
    control = {
        "type": kind,
        "name": bound.html_name,
        "value": value,
        **_classed(attrs, "usa-input"),
    }
    return _affixed(bound, void("input", control))


def _affixed(bound: BoundField, control: SafeString) -> SafeString:
    before = getattr(bound.field, "prefix_text", "")
    after = getattr(bound.field, "suffix_text", "")
    if not (before or after):
        return control
    prefix = (
        tag("span", {"class": "usa-input-prefix", "aria-hidden": "true"}, before) if before else ""
    )
    suffix = (
        tag("span", {"class": "usa-input-suffix", "aria-hidden": "true"}, after) if after else ""
    )
    return tag("div", {"class": "usa-input-group"}, prefix, control, suffix)


def _render_hidden(bound: BoundField, widget: Input, attrs: Attributes) -> SafeString:
    value = widget.format_value(bound.value())
    return void(
        "input", {"type": "hidden", "name": bound.html_name, "id": attrs.get("id"), "value": value}
    )


def _render_textarea(bound: BoundField, widget: forms.Textarea, attrs: Attributes) -> SafeString:
    value = widget.format_value(bound.value())
    if (
        attrs.pop("cols", None) == "40" and attrs.get("rows") == "10"
    ):  # Django's own default, too tall for a remark
        attrs["rows"] = 4
    # The newline keeps a value that itself begins with one.
    return tag(
        "textarea",
        {"name": bound.html_name, **_classed(attrs, "usa-textarea")},
        trusted("\n"),
        value or "",
    )


def _chosen(widget: ChoiceWidget, value: object) -> frozenset[str]:
    return frozenset(str(item) for item in widget.format_value(value))


def _options(choices: Iterable[Any], chosen: frozenset[str]) -> str:
    """Option elements; groups one level deep, as Django allows."""
    parts: list[str] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            parts.append(f'<optgroup label="{escaped(value)}">{_options(label, chosen)}</optgroup>')
            continue
        word = "" if value is None else str(value)
        selected = " selected" if word in chosen else ""
        parts.append(f'<option value="{escaped(word)}"{selected}>{escaped(label)}</option>')
    return "".join(parts)


def _render_select(bound: BoundField, widget: forms.Select, attrs: Attributes) -> SafeString:
    options = trusted(_options(widget.choices, _chosen(widget, bound.value())))
    multiple = widget.allow_multiple_selected
    attrs["multiple"] = multiple
    return tag("select", {"name": bound.html_name, **_classed(attrs, "usa-select")}, options)


def _render_choices(bound: BoundField, widget: ChoiceWidget, attrs: Attributes) -> SafeString:
    """Radio buttons or a list of check boxes, each with its own label."""
    kind = widget.input_type or "radio"
    chosen = _chosen(widget, bound.value())
    described = getattr(bound.field, "choice_hints", {})
    shared = {name: value for name, value in attrs.items() if name in {"disabled", "data-assess"}}
    parts: list[str] = []
    for number, (value, label, group) in enumerate(_flat(widget.choices)):
        if group:
            parts.append(tag("p", {"class": "choices__group"}, group))
        word = "" if value is None else str(value)
        own = f"{attrs['id']}_{number}"
        control: Attributes = {
            "id": own,
            "type": kind,
            "name": bound.html_name,
            "value": word,
            "class": f"usa-{kind}__input",
        }
        control |= {"checked": word in chosen, **shared}
        hint = described.get(word)
        note = tag("span", {"class": f"usa-{kind}__label-description"}, hint) if hint else ""
        text = tag("label", {"class": f"usa-{kind}__label", "for": own}, label, note)
        parts.append(tag("div", {"class": f"usa-{kind}"}, void("input", control), text))
    return tag("div", {"class": "choices"}, joined(parts))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[object, object, object]]:
    """(value, label, heading before it) of choices that may be grouped."""
    for value, label in choices:
        if not isinstance(label, list | tuple):
            yield value, label, ""
            continue
        heading = value
        for inner_value, inner_label in label:
            yield inner_value, inner_label, heading
            heading = ""


def _render_checkbox(
    bound: BoundField, widget: forms.CheckboxInput, attrs: Attributes
) -> SafeString:
    value = bound.value()
    attrs.pop("class", None)
    control: Attributes = {
        "type": "checkbox",
        "name": bound.html_name,
        "class": "usa-checkbox__input",
        **attrs,
    }
    control["checked"] = widget.check_test(value)
    written = widget.format_value(value)
    if written is not None:
        control["value"] = written
    label = tag("label", {"class": "usa-checkbox__label", "for": attrs.get("id")}, bound.label)
    return tag("div", {"class": "usa-checkbox"}, void("input", control), label)


def _render_file(bound: BoundField, widget: forms.FileInput, attrs: Attributes) -> SafeString:
    attrs["multiple"] = attrs.get("multiple") or getattr(widget, "allow_multiple_selected", False)
    return void("input", {"type": "file", "name": bound.html_name, **_classed(attrs, "file-input")})


WIDGETS: dict[type, WidgetRenderer] = {
    forms.HiddenInput: _render_hidden,
    forms.CheckboxSelectMultiple: _render_choices,
    forms.RadioSelect: _render_choices,
    forms.CheckboxInput: _render_checkbox,
    forms.FileInput: _render_file,
    forms.Select: _render_select,
    forms.Textarea: _render_textarea,
    forms.widgets.Input: _render_input,
    DayWidget: render_day,
    LocalDateTimeWidget: render_local_moment,
    MemorableDateWidget: render_memorable_date,
}
