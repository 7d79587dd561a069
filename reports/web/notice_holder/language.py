"""The language of the pages for whoever holds a notice.

The QR code on a notice has the notice's language in its address, and a list on each page offers the
others, so nothing has to be looked up: the code alone never reveals which language somebody reads.
Without either, the reader's own browser says which it prefers. The sentences are in the notices'
catalogs, under the same rule: in production only what somebody has signed, and English else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_header_parameters

from reports.notices.text.direction import direction_of
from reports.notices.text.formatting import LocaleText, locale_text
from reports.notices.text.languages import ENGLISH, approved_languages, sheet_language
from reports.notices.text.public_page_sentences import PAGES
from reports.notices.text.sentences import TEXTS

LETTER_LANGUAGE = "lang"
# Telephones of Dari readers are mostly set to Persian.
NEAR = {"fa": "prs"}


class LetterLanguageConverter:
    """The language in an address. One that is not offered any more still opens the page, in
    English.
    """

    regex = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class NoticeLanguageLink:
    """The same page in another language."""

    own_name: str
    code: str
    direction: str
    url: str


@dataclass(frozen=True)
class PageLanguage:
    """The language of one page. `chosen` is the language in its address, or empty."""

    voice: LocaleText
    chosen: str
    others: tuple[NoticeLanguageLink, ...]

    @property
    def lang(self) -> str:
        return self.voice.lang

    @property
    def direction(self) -> str:
        return direction_of(self.voice.words.language)

    @property
    def is_draft(self) -> bool:
        """Whether the pages show a translation that no named person has signed."""
        words = self.voice.words
        return not self.voice.production and not all(map(words.is_signed, PAGES))

    @property
    def draft_in_english(self) -> str:
        return TEXTS["page.draft"]

    @property
    def english_url(self) -> str:
        return self.others[0].url

    def address(self, name: str, *args: Any) -> str:
        """Another of these pages in the chosen language."""
        return reverse(f"verify:{name}", args=[self.chosen, *args] if self.chosen else args)


def page_language(request: HttpRequest, chosen: str = "") -> PageLanguage:
    """The language in the address, as a path or as the square code has it; else what the browser
    prefers.
    """
    chosen = chosen or _in_query(request)
    code = sheet_language(chosen, production=settings.PRODUCTION) if chosen else preferred(request)
    voice = locale_text(code, production=settings.PRODUCTION)
    return PageLanguage(voice, chosen, tuple(_others(request)))


def _in_query(request: HttpRequest) -> str:
    requested = request.GET.get(LETTER_LANGUAGE, "")
    return requested if re.fullmatch(LetterLanguageConverter.regex, requested) else ""


def preferred(request: HttpRequest) -> str:
    """The first language the browser asks for that is offered. English asked for first stays
    English.
    """
    for tag in _accepted_languages(str(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))):
        start = tag.split("-")[0]
        if start == ENGLISH.code:
            break
        found = sheet_language(NEAR.get(start, tag), production=settings.PRODUCTION)
        if found != ENGLISH.code:
            return found
    return ENGLISH.code


def _accepted_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed = [_weighed(part) for part in header[:500].split(",") if part.strip()]
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    tag, parameters = parse_header_parameters(part)
    try:
        return float(parameters.get("q", "1")), tag
    except ValueError:
        return 0.0, tag


def _others(request: HttpRequest) -> Iterator[NoticeLanguageLink]:
    """This page in every language offered, English first."""
    match = request.resolver_match
    if match is None:
        return
    kept = {name: value for name, value in match.kwargs.items() if name != LETTER_LANGUAGE}
    for language in approved_languages(production=settings.PRODUCTION):
        url = reverse(match.view_name, kwargs={LETTER_LANGUAGE: language.code, **kept})
        yield NoticeLanguageLink(language.own_name, language.code, direction_of(language), url)


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    lang: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of `templates/verify/` in the language of its address."""
    known = {**(context or {}), "spoken": page_language(request, lang)}
    response = render(request, f"notice_holder/{template}.html", known, status=status)
    response["Content-Language"] = known["spoken"].lang
    if not known["spoken"].chosen:
        response["Vary"] = "Accept-Language"
    return response
