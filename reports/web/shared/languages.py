"""The public site in two languages, and how a view of it is cited.

A language has addresses of its own (`/es/...`), so that no page depends on a cookie or on what a
browser prefers. While Spanish is not offered its addresses lead to the English pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reports.law.moments import local_day
from reports.publication.files.license import license_in_force
from reports.publication.models.editions import Edition
from reports.publication.presentation.translations import SPANISH
from reports.publication.queries import has_spanish
from reports.web.shared.guards import declaration_of

TWIN = "es_"
_twinned: set[str] = set()


def in_spanish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The same page with its words in Spanish; declared like the page itself."""

    @wraps(view)
    def spanish(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        english = other_language(request)
        if english is not None and not has_spanish(production=settings.PRODUCTION):
            return redirect(english.url)
        with translation.override(SPANISH):
            return view(request, *args, **kwargs)

    spanish.declaration = declaration_of(view)  # type: ignore[attr-defined]  # as guards do
    return spanish


def note_twin(name: str) -> None:
    """Register that the public page of this name exists in both languages."""
    _twinned.add(name)


def is_spanish() -> bool:
    """Whether the page being rendered is a Spanish one."""
    return translation.get_language() == SPANISH


def page_address(name: str, *args: Any) -> str:
    """A public page's address in the language of the page being rendered."""
    return reverse(f"public:{TWIN if is_spanish() else ''}{name}", args=args)


@dataclass(frozen=True)
class OtherLanguage:
    """The same view in the other language."""

    label: str
    code: str
    url: str


def other_language(request: HttpRequest) -> OtherLanguage | None:
    """The same page in the other language, with the same choices; None where a page has none or
    Spanish is off.
    """
    match = request.resolver_match
    if match is None or match.app_name != "public" or match.url_name is None:
        return None
    spanish = match.url_name.startswith(TWIN)
    if not spanish and not has_spanish(production=settings.PRODUCTION):
        return None
    page = match.url_name.removeprefix(TWIN)
    if page not in _twinned:
        return None  # a file has one address for all; its "not found" is a page all the same
    name = page if spanish else f"{TWIN}{page}"
    url = reverse(f"public:{name}", args=match.args, kwargs=match.kwargs)
    chosen = request.GET.urlencode()
    label, code = ("English", "en") if spanish else ("Español", SPANISH)
    return OtherLanguage(label, code, f"{url}?{chosen}" if chosen else url)


def citation(edition: Edition, *, address: str, what: str = "") -> str:
    """How a view is cited: who, what, which edition of which day, where, and under which
    licence.
    """
    day = local_day(edition.published_at).isoformat() if edition.published_at else ""
    title = _("ICE access reported under the TRUST Act")
    named = f"{title}: {what}" if what else title
    return _(
        "Connecticut Office of Policy and Management, {title}, edition {number} (through"
        " {half_year}, published {day}). {address} {licence}."
    ).format(
        title=named,
        number=edition.number,
        half_year=edition.half_year,
        day=day,
        address=address,
        licence=license_in_force().title,
    )
