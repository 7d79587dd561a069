"""Small components as markup: icons, chips, and boxes round what a template has rendered."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString

from reports.web.shared.html.components import Chip
from reports.web.shared.html.markup import tag


def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the USWDS sprite; silent for screen readers unless it is given a label."""
    symbol = tag("use", {"href": f"{static('uswds/img/sprite.svg')}#{name}"})
    spoken: dict[str, object] = (
        {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    )
    return tag("svg", {"class": "icon", "focusable": "false", **spoken}, symbol)


def render_chip(chip: Chip) -> SafeString:
    """A status in a word or two."""
    return tag("span", {"class": f"chip chip--{chip.tone}"}, chip.text)


def render_box(name: str, context: Context, **values: Any) -> str:
    """A component's template round content that was already rendered (and escaped)."""
    engine = context.template.engine  # type: ignore[union-attr]  # set while it renders
    with context.push(**values):
        return engine.get_template(name).render(context)
