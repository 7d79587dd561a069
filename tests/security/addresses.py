"""Every address of the program as something to ask for: filled with one's own ids, another
agency's, or nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from reports.web.shared.guards import Declaration, declaration_of

PARAMETER = re.compile(r"<(?P<kind>\w+):(?P<name>\w+)>|<(?P<bare>\w+)>")
# What stands in an address and belongs to nobody: the same word whoever asks.
WORDS = {
    "slug": "what-came",
    "kind": "N1I",
    "check": "nil_report",
    "half_year": "2025H1",
    "name": "hold_needs_a_ground",
    "number": "1",
    "position": "1",
    "uidb64": "MQ",
    "pk": "1",
}


@dataclass(frozen=True)
class Address:
    """One entry of the URLconf with its declaration."""

    route: str
    declaration: Declaration

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in angle brackets, in order."""
        return tuple(found["name"] or found["bare"] for found in PARAMETER.finditer(self.route))

    @property
    def names_something(self) -> bool:
        """Whether the address holds the id or code of a row, not only words."""
        return any(name not in WORDS for name in self.parameters)

    def filled(self, values: Mapping[str, str]) -> str:
        """The path, with each parameter from the values, then from the words, then a fresh id."""

        def value(found: re.Match[str]) -> str:
            name = found["name"] or found["bare"]
            return values.get(name) or WORDS.get(name) or str(uuid4())

        return "/" + PARAMETER.sub(value, self.route)


def addresses() -> list[Address]:
    """Every address; one without a declaration is an error of its own (tests/architecture)."""
    return [
        Address(route, found)
        for route, view in _views(get_resolver())
        if (found := declaration_of(view))
    ]


def _views(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, object]]:
    for entry in resolver.url_patterns:
        where = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _views(entry, where)
        elif isinstance(entry, URLPattern):
            yield where, entry.callback
