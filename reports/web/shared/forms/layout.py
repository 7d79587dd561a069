"""The layout of a form's fields. Layout objects render themselves; nothing here knows what a field
means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_field
from django.forms import BaseForm
from django.utils.safestring import SafeString

from reports.web.shared.forms.field_rendering import render_form_field
from reports.web.shared.html.markup import EMPTY, joined, tag, trusted


class RenderedLayout(Protocol):
    """Anything crispy can lay out: ours, or one of crispy's own objects."""

    def render(self, form: BaseForm, context: Any, template_pack: str = ...) -> str: ...


Item = str | RenderedLayout


def render_item(item: Item, form: BaseForm, context: Any, template_pack: str) -> SafeString:
    """A field by name, or a layout object."""
    if not isinstance(item, str):
        return trusted(item.render(form, context, template_pack=template_pack))
    rendered = getattr(form, "rendered_fields", None)
    if rendered is None or item not in form.fields:
        return trusted(render_field(item, form, context, template_pack=template_pack))
    rendered.add(item)
    return render_form_field(form[item])


class Group:
    """Items one after the other."""

    def __init__(self, *items: Item) -> None:
        self.fields = list(items)

    def inside(self, form: BaseForm, context: Any, template_pack: str) -> SafeString:
        return joined([render_item(item, form, context, template_pack) for item in self.fields])

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return self.inside(form, context, template_pack)


class Fieldset(Group):
    """Fields that belong together, under a legend."""

    def __init__(self, legend: str, *items: Item, hint: str = "", css_class: str = "") -> None:
        super().__init__(*items)
        self.legend, self.hint, self.css_class = legend, hint, css_class

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        hint = tag("p", {"class": "fieldset__hint"}, self.hint) if self.hint else EMPTY
        legend = tag("legend", {"class": "fieldset__legend"}, self.legend)
        inside = self.inside(form, context, template_pack)
        return tag(
            "fieldset",
            {"class": f"usa-fieldset fieldset {self.css_class}".strip()},
            legend,
            hint,
            inside,
        )


class FormRow(Group):
    """Fields side by side; one under the other where the window is narrow."""

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return tag("div", {"class": "form-row"}, self.inside(form, context, template_pack))


class Buttons(Group):
    """What one can do with the form."""

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return tag("div", {"class": "buttons"}, self.inside(form, context, template_pack))


@dataclass(frozen=True)
class Submit:
    """A submit button. With a refusal it is disabled and says why."""

    name: str
    label: str
    quiet: bool = False
    danger: bool = False
    refusal: str = ""
    value: str = "1"

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        if self.refusal:
            return render_refused(self.label, self.refusal)
        kind = "danger" if self.danger else "quiet" if self.quiet else "primary"
        own = {
            "type": "submit",
            "name": self.name,
            "value": self.value,
            "class": f"button button--{kind}",
        }
        return tag("button", own, self.label)


@dataclass(frozen=True)
class LinkButton:
    """A way out of the form, such as Cancel."""

    label: str
    url: str

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return tag("a", {"href": self.url, "class": "button button--plain"}, self.label)


@dataclass(frozen=True)
class Note:
    """A remark between the fields."""

    text: str
    tone: str = "info"

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return tag(
            "div", {"class": f"alert alert--{self.tone} alert--slim"}, tag("p", {}, self.text)
        )


@dataclass(frozen=True)
class RawMarkup:
    """Markup made elsewhere, already safe."""

    html: SafeString

    def render(self, form: BaseForm, context: Any, template_pack: str = "uswds") -> SafeString:
        return tag("div", {}, self.html)


def render_refused(label: str, refusal: str) -> SafeString:
    """A button that cannot be used now, and the sentence why. It stays reachable by keyboard so
    that it can be read.
    """
    words = tag("span", {"class": "refusal__why"}, refusal)
    button = tag(
        "button",
        {"type": "button", "class": "button button--secondary", "aria-disabled": "true"},
        label,
    )
    return tag("span", {"class": "refusal"}, button, words)


def form_helper(
    *items: Item,
    form_id: str = "",
    autosave_url: str = "",
    assess_url: str = "",
    action: str = "",
    method: str = "post",
    tag: bool = True,
    csrf: bool = True,
    css_class: str = "",
) -> Any:
    """A crispy helper for this pack. Without items every field is rendered in order."""
    helper = FormHelper()
    helper.layout = Group(*items) if items else None
    helper.form_tag, helper.disable_csrf, helper.form_method = tag, not csrf, method
    helper.form_id, helper.form_class, helper.form_action = form_id, css_class, action
    addresses = {"data-autosave-url": autosave_url, "data-assess-url": assess_url}
    helper.attrs = {name: url for name, url in addresses.items() if url}
    return helper
