"""A whole field: label, hint, definition, error, control, and what ties them together for a screen
reader.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from reports.core.typed_times import LIKE_A_DAY, LIKE_A_MOMENT
from reports.web.shared.forms.date_inputs import first_control_id
from reports.web.shared.forms.error_messages import ErrorSentence, sentences_of
from reports.web.shared.forms.times.days import DayWidget, MemorableDateWidget
from reports.web.shared.forms.times.moments import LocalDateTimeWidget
from reports.web.shared.forms.widget_rendering import render_widget
from reports.web.shared.html.components import GlossaryTerm
from reports.web.shared.html.markup import EMPTY, joined, tag

GROUPED = (
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    LocalDateTimeWidget,
    MemorableDateWidget,
)
EXAMPLES = ((DayWidget, LIKE_A_DAY), (LocalDateTimeWidget, LIKE_A_MOMENT))
OPTIONAL = tag("span", {"class": "optional"}, "optional")


def render_form_field(
    bound: BoundField, *, show_errors: bool = True, show_label: bool = True
) -> SafeString:
    """The field within a form."""
    if bound.is_hidden:
        return render_widget(bound, {"id": bound.auto_id or None})
    errors = field_errors(bound) if show_errors else []
    own_id = control_id(bound)
    error = render_errors(sentences_of(bound, errors), f"{own_id}_error") if errors else EMPTY
    hint = render_hint(bound, own_id)
    control = render_widget(
        bound, control_attributes(bound, own_id, hinted=bool(hint), wrong=bool(errors))
    )
    body = _arranged(bound, own_id, show_label=show_label, hint=hint, error=error, control=control)
    css_class = "usa-form-group usa-form-group--error" if errors else "usa-form-group"
    return tag("div", {"class": css_class, "id": f"div_{own_id}"}, body)


def _arranged(
    bound: BoundField, own_id: str, *, show_label: bool, hint: str, error: str, control: str
) -> SafeString:
    """Label, hint and control in the order the kind of control asks for."""
    defined = render_definition(getattr(bound.field, "definition", None), str(bound.label or ""))
    widget = bound.field.widget
    if isinstance(widget, GROUPED):
        legend = tag(
            "legend", {"class": "usa-legend" if show_label else "usa-sr-only"}, *label_parts(bound)
        )
        wrong = {
            "class": "usa-fieldset",
            "aria-describedby": described_by(own_id, hinted=bool(hint), wrong=bool(error)),
        }
        return tag("fieldset", wrong, legend, hint, defined, error, control)
    if isinstance(widget, forms.CheckboxInput):
        return joined((error, control, hint, defined))
    css_class = "usa-label" if show_label else "usa-sr-only"
    label = tag("label", {"class": css_class, "for": own_id}, *label_parts(bound))
    return joined((label, hint, defined, error, control))


def label_parts(bound: BoundField) -> tuple[object, ...]:
    """The label, and the word "optional" where the field may be left empty."""
    return (bound.label, "") if bound.field.required else (bound.label, " ", OPTIONAL)


def control_id(bound: BoundField) -> str:
    """The id of the control (for groups: what the ids of its parts begin with)."""
    return str(bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name)


def target_id(bound: BoundField) -> str:
    """The id that a link in the error summary leads to."""
    own_id = control_id(bound)
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{own_id}_0"
    return first_control_id(bound, own_id)


def described_by(own_id: str, *, hinted: bool, wrong: bool) -> str | None:
    """Ids for `aria-describedby`, the error first: a screen reader should say it first."""
    named = ([f"{own_id}_error"] if wrong else []) + ([f"{own_id}_hint"] if hinted else [])
    return " ".join(named) or None


def control_attributes(
    bound: BoundField, own_id: str, *, hinted: bool, wrong: bool
) -> dict[str, object]:
    """What the widget asks for, and what ties it to its label, hint and error."""
    attrs: dict[str, object] = {**bound.field.widget.attrs, "id": own_id}
    if (
        bound.field.required
        and bound.form.use_required_attribute
        and bound.field.widget.use_required_attribute(bound.initial)
    ):
        attrs["required"] = True
    if bound.field.disabled:
        attrs["disabled"] = True
    if wrong:
        attrs["aria-invalid"] = "true"
    if not isinstance(bound.field.widget, GROUPED):
        attrs["aria-describedby"] = described_by(own_id, hinted=hinted, wrong=wrong) or attrs.get(
            "aria-describedby"
        )
    return attrs


def field_errors(bound: BoundField) -> list[ValidationError]:
    """The field's errors as raised; an unbound form has none."""
    listed = bound.form.errors.get(bound.name) if bound.form.is_bound else None
    return listed.as_data() if listed else []


def render_hint(bound: BoundField, own_id: str) -> SafeString:
    """The field's hint, with an example of how a day or a moment is typed."""
    parts = [str(bound.help_text)] if bound.help_text else []
    parts += [example for kind, example in EXAMPLES if isinstance(bound.field.widget, kind)]
    if not parts:
        return EMPTY
    return tag("span", {"class": "usa-hint", "id": f"{own_id}_hint"}, *_spaced(parts))


def _spaced(parts: list[str]) -> list[str]:
    return [f" {part}" if place else part for place, part in enumerate(parts)]


def render_errors(sentences: list[ErrorSentence], own_id: str) -> SafeString:
    """What, why, how to fix; under one id, so that the control can point to it."""
    parts = [tag("span", {"class": "error"}, *sentence_parts(sentence)) for sentence in sentences]
    return tag("div", {"class": "usa-error-message", "id": own_id}, joined(parts))


def sentence_parts(sentence: ErrorSentence) -> tuple[str, ...]:
    """The parts of an error, each in its own span."""
    named = (("what", sentence.what), ("why", sentence.why), ("fix", sentence.fix))
    return tuple(
        tag("span", {"class": f"error__{name}"}, text, " ") for name, text in named if text
    )


def render_definition(definition: GlossaryTerm | str | None, label: str) -> SafeString:
    """What the word means, opened on demand."""
    if not definition:
        return EMPTY
    if isinstance(definition, str):
        definition = GlossaryTerm(label, definition)
    cited = tag("cite", {}, definition.citation) if definition.citation else EMPTY
    opener = tag("summary", {}, f"What “{definition.term}” means")
    return tag(
        "details", {"class": "definition"}, opener, tag("p", {}, definition.text, " ", cited)
    )
