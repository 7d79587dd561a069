"""Tags of the public site: addresses in the language of the page, and the way to the other
language.
"""

from __future__ import annotations

from typing import Any

from django import template

from reports.publication.models.translation_review import TranslationReview
from reports.publication.queries import spanish_review
from reports.web.shared.languages import OtherLanguage, is_spanish, other_language, page_address

register = template.Library()


@register.simple_tag(name="page")
def page_tag(name: str, *args: Any) -> str:
    """The address of a public page in the language of the page being drawn."""
    return page_address(name, *args)


@register.simple_tag(name="other_language", takes_context=True)
def other_language_tag(context: template.Context) -> OtherLanguage | None:
    """The same view in the other language."""
    return other_language(context["request"])


@register.simple_tag(name="spanish_review")
def spanish_review_tag() -> TranslationReview | None:
    """Who reviewed the Spanish words of these pages, if anybody did."""
    return spanish_review()


@register.simple_tag
def page_language() -> str:
    """The language of the page, for the root element."""
    return "es" if is_spanish() else "en"
