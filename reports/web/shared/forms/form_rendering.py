"""A whole form or formset: opening tag, token, error summary, fields, buttons; called by the pack's
tags.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from reports.web.shared.forms.error_summary import form_items, formset_items, render_summary
from reports.web.shared.forms.field_rendering import render_form_field
from reports.web.shared.html.hidden import revision_inputs
from reports.web.shared.html.markup import EMPTY, attributes, joined, tag, trusted, void


class Prepared(Protocol):
    """What crispy hands over: a template context, or a plain dictionary."""

    def __getitem__(self, name: str, /) -> Any: ...

    def get(self, name: str, otherwise: Any = None, /) -> Any: ...


def render_form(context: Prepared) -> SafeString:
    """`{% crispy form %}`, from the context that crispy has prepared."""
    form: BaseForm = context["form"]
    errors = (
        render_summary(form_items(form), title=context.get("form_error_title") or "")
        if _shows(context)
        else EMPTY
    )
    laid_out = getattr(form, "form_html", None)
    fields = render_fields(form) if laid_out is None else trusted(laid_out)
    inside = joined((_token(context, "form"), errors, fields, _inputs(context)))
    return _wrapped(context, "form", inside, multipart=form.is_multipart())


def render_formset(context: Prepared) -> SafeString:
    """`{% crispy formset helper %}`: rows as cards, with "Add another" as a submit button."""
    formset: BaseFormSet[BaseForm] = context["formset"]
    errors = render_summary(formset_items(formset)) if _shows(context) else EMPTY
    rows = joined(_row(form, number) for number, form in enumerate(formset.forms, start=1))
    more = EMPTY
    if not context.get("hide_add"):
        label = context.get("add_label") or "Add another"
        more = tag(
            "button",
            {
                "type": "submit",
                "class": "button button--quiet",
                "name": f"add-{formset.prefix}",
                "value": "1",
            },
            label,
        )
    inside = joined(
        (
            _token(context, "formset"),
            render_fields(formset.management_form),
            errors,
            rows,
            more,
            _inputs(context),
        )
    )
    return _wrapped(context, "formset", inside, multipart=formset.is_multipart())


def render_fields(form: BaseForm) -> SafeString:
    """Every field in order, hidden ones last."""
    return joined([render_form_field(form[name]) for name in form.fields])


def _row(form: BaseForm, number: int) -> SafeString:
    laid_out = getattr(form, "form_html", None)
    inside = render_fields(form) if laid_out is None else trusted(laid_out)
    return tag(
        "fieldset",
        {"class": "usa-fieldset form-row-card"},
        tag("legend", {}, f"Row {number}"),
        inside,
    )


def _shows(context: Prepared) -> bool:
    return bool(context.get("form_show_errors", True))


def _token(context: Prepared, kind: str) -> SafeString:
    token = context.get("csrf_token")
    posts = context.get(f"{kind}_method", "post") == "post"
    if (
        not posts
        or context.get("disable_csrf")
        or not context.get(f"{kind}_tag", True)
        or not token
    ):
        return EMPTY
    own = void("input", {"type": "hidden", "name": "csrfmiddlewaretoken", "value": token})
    return joined((own, revision_inputs(context.get("request"))))


def _inputs(context: Prepared) -> SafeString:
    """Buttons added with `helper.add_input`."""
    listed = context.get("inputs") or []
    if not listed:
        return EMPTY
    return tag("div", {"class": "buttons"}, joined(render_input(button) for button in listed))


def render_input(button: Any) -> SafeString:
    """One of crispy's own Submit, Button, Reset or Hidden."""
    own = {"type": button.input_type, "name": button.name, "value": button.value, "id": button.id}
    if button.input_type != "hidden":
        kind = "button--primary" if button.input_type == "submit" else "button--secondary"
        attributes_text = " ".join(
            part for part in str(button.field_classes).split() if not part.startswith("btn")
        )
        own["class"] = f"button {kind} {attributes_text}".strip()
    return trusted(f"<input{attributes(own)}{button.flat_attrs}>")


def _wrapped(context: Prepared, kind: str, inside: SafeString, *, multipart: bool) -> SafeString:
    if not context.get(f"{kind}_tag", True):
        return inside
    own: dict[str, object] = {"method": context.get(f"{kind}_method", "post"), "novalidate": True}
    given = context.get(f"{kind}_attrs") or {}
    if multipart:
        own["enctype"] = "multipart/form-data"
    css_class = f"form {given.get('class', '')}".strip()
    return tag("form", {**own, **given, "class": css_class}, inside)
