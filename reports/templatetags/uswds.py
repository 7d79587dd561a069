"""Tags of the template pack "uswds". crispy prepares the context; rendering happens in
`reports.web.shared.forms`.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from reports.web.shared.forms.error_summary import form_items, formset_items, render_summary
from reports.web.shared.forms.field_rendering import render_form_field
from reports.web.shared.forms.form_rendering import (
    render_fields,
    render_form,
    render_formset,
    render_input,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def uswds_field(context: Context) -> SafeString:
    """`field.html`: the field that crispy is laying out."""
    bound: BoundField = context["field"]
    shows = context.get("form_show_errors", True), context.get("form_show_labels", True)
    return render_form_field(bound, show_errors=bool(shows[0]), show_label=bool(shows[1]))


@register.simple_tag(takes_context=True)
def uswds_form(context: Context) -> SafeString:
    return render_form(context)


@register.simple_tag(takes_context=True)
def uswds_formset(context: Context) -> SafeString:
    return render_formset(context)


@register.simple_tag
def uswds_fields(form: Any) -> SafeString:
    """All fields of a form without a form element, for `{{ form|crispy }}`."""
    return render_fields(form)


@register.simple_tag
def uswds_errors(form: Any) -> SafeString:
    items = formset_items(form) if hasattr(form, "forms") else form_items(form)
    return render_summary(items)


@register.simple_tag
def uswds_input(button: Any) -> SafeString:
    return render_input(button)
