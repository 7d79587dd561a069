"""Tags of the letters' public pages: their sentences and addresses in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.notices.content.layout import kept_apart
from reports.notices.text.formatting import Saying
from reports.web.notice_holder.language import PageLanguage

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **values: str) -> SafeString:
    """A sentence of the letters' catalogues, by its key; values are kept apart in right-to-left
    text. In English, and marked so, where the translation may not be shown.
    """
    said = _sentence(context, key, values)
    shown = kept_apart(said)
    return format_html('<span lang="en" dir="ltr">{}</span>', shown) if said.is_fallback else shown


@register.simple_tag(takes_context=True)
def say_plain(context: template.Context, key: str, **values: str) -> SafeString:
    """The same sentence where no element may stand, in a title or an attribute."""
    return kept_apart(_sentence(context, key, values))


def _sentence(context: template.Context, key: str, values: dict[str, str]) -> Saying:
    return _spoken(context).voice.say(key, **{name: str(value) for name, value in values.items()})


@register.simple_tag(takes_context=True)
def letter_page(context: template.Context, name: str, *args: str) -> str:
    """The address of another of these pages, in the language that was chosen."""
    return _spoken(context).address(name, *args)


@register.simple_tag(takes_context=True)
def say_day(context: template.Context, moment: datetime | date) -> str:
    """A day as the language of the page writes it."""
    return _spoken(context).voice.day(moment)


def _spoken(context: template.Context) -> PageLanguage:
    found: PageLanguage = context["spoken"]
    return found
