"""Registrations: the tags and filters of the components. What they do stands in
`reports.web.shared.html`; nobody imports this module.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from reports.web.shared.html import formatting, labels, rendering
from reports.web.shared.html.components import Chip, Table, Tone
from reports.web.shared.html.hidden import revision_inputs
from reports.web.shared.html.markup import EMPTY
from reports.web.shared.html.tables import render_table

register = template.Library()

register.simple_tag(rendering.icon, name="icon")
register.simple_tag(render_table, name="table")
register.filter("moment", formatting.moment)
register.filter("day", formatting.day)
register.filter("iso_day", formatting.iso_day)
register.filter("clock", formatting.clock)
register.filter("bytes_shown", formatting.bytes_shown)


@register.simple_tag(takes_context=True)
def form_revision(context: template.Context) -> SafeString:
    """Beside the CSRF token of a form about what stands already: the revision its page shows."""
    return revision_inputs(context.get("request"))


@register.simple_tag(name="chip")
def chip_tag(text: str | Chip | None, tone: Tone = "neutral") -> SafeString:
    """A status in a word or two."""
    if not text:
        return EMPTY
    return rendering.render_chip(text if isinstance(text, Chip) else Chip(text, tone))


@register.simple_block_tag(takes_context=True)
def card(
    context: template.Context,
    content: str,
    *,
    title: str = "",
    hint: str = "",
    chip: Chip | None = None,
    tone: str = "",
) -> str:
    """A boxed section with a heading."""
    values = {"content": content, "title": title, "hint": hint, "chip": chip, "tone": tone}
    return rendering.render_box("components/card.html", context, **values)


@register.simple_block_tag(takes_context=True)
def alert(context: template.Context, content: str, tone: str = "info", title: str = "") -> str:
    """One message on the page, with any content."""
    values = {"content": content, "tone": tone, "title": title}
    return rendering.render_box("components/alert_box.html", context, **values)


@register.simple_block_tag(takes_context=True)
def figure(
    context: template.Context,
    content: str,
    *,
    title: str = "",
    caption: str = "",
    table: Table | None = None,
) -> str:
    """A chart with its numbers as a table beneath."""
    values = {"content": content, "title": title, "caption": caption, "table": table}
    return rendering.render_box("components/figure.html", context, **values)


@register.filter
def words(code: object) -> str:
    """The plain words of a code of the law's vocabulary."""
    return labels.label_of(str(code))


@register.filter
def outcome_chip(outcome: object) -> SafeString:
    """The outcome of a finding as a chip."""
    return rendering.render_chip(labels.outcome_chip(str(outcome)))


@register.filter
def question(number: object) -> Any:
    """The open question with this number, if the law names it."""
    return labels.question_of(str(number))
