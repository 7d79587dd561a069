"""Tags and filters of the components: icons, chips, times as people read them, boxed sections,
tables.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports.law.moments import local, local_day
from reports.web.shared.html import labels as wording
from reports.web.shared.html.components import Chip, Table, Tone
from reports.web.shared.html.markup import EMPTY, tag
from reports.web.shared.html.tables import render_table

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the USWDS sprite; silent for screen readers unless it is given a label."""
    symbol = tag("use", {"href": f"{static('uswds/img/sprite.svg')}#{name}"})
    spoken: dict[str, object] = (
        {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    )
    return tag("svg", {"class": "icon", "focusable": "false", **spoken}, symbol)


@register.simple_tag(name="chip")
def chip_tag(text: str | Chip | None, tone: Tone = "neutral") -> SafeString:
    """A status in a word or two."""
    if not text:
        return EMPTY
    return render_chip(text if isinstance(text, Chip) else Chip(text, tone))


def render_chip(chip: Chip) -> SafeString:
    return tag("span", {"class": f"chip chip--{chip.tone}"}, chip.text)


@register.simple_tag(name="table")
def table_tag(table: Table) -> SafeString:
    return render_table(table)


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
    return _boxed(
        "components/card.html",
        context,
        content=content,
        title=title,
        hint=hint,
        chip=chip,
        tone=tone,
    )


@register.simple_block_tag(takes_context=True)
def alert(context: template.Context, content: str, tone: str = "info", title: str = "") -> str:
    """One message on the page, with any content."""
    return _boxed("components/alert_box.html", context, content=content, tone=tone, title=title)


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
    return _boxed(
        "components/figure.html",
        context,
        content=content,
        title=title,
        caption=caption,
        table=table,
    )


def _boxed(name: str, context: template.Context, **values: Any) -> str:
    """A component round content that the template has already rendered (and escaped)."""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(**values):
        return engine.get_template(name).render(context)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Nov 21, 2026, 2:10 PM EST, with the exact moment for machines."""
    if not value:
        return ""
    wall = local(value)
    shown = f"{dateformat.format(wall, 'M j, Y, g:i A')} {wall:%Z}"
    return tag("time", {"datetime": wall.isoformat(timespec="minutes"), "class": "nums"}, shown)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """Nov 21, 2026; on a Spanish page 21 de noviembre de 2026."""
    if not value:
        return ""
    on = local_day(value) if isinstance(value, datetime) else value
    shown = dateformat.format(on, r"j \d\e F \d\e Y" if get_language() == "es" else "M j, Y")
    return tag("time", {"datetime": on.isoformat(), "class": "nums"}, shown)


@register.filter
def clock(value: datetime | None) -> str:
    """2:10 PM."""
    return dateformat.format(local(value), "g:i A") if value else ""


@register.filter
def words(code: object) -> str:
    """The plain words of a code of the law's vocabulary."""
    return wording.label_of(str(code))


@register.filter
def outcome_chip(outcome: object) -> SafeString:
    """The outcome of a finding as a chip."""
    return render_chip(wording.outcome_chip(str(outcome)))


@register.filter
def question(number: object) -> Any:
    """The open question with this number, if the law names it."""
    return wording.question_of(str(number))


@register.filter
def bytes_shown(size: int | None) -> str:
    """A file's size: 42 KB, 1.3 MB."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
