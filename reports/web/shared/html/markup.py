"""HTML joined in Python: the one place where text is declared safe.

Everything that is not already safe is escaped here. The form pack and the tables use this instead
of a template per widget or cell, which costs twenty times as much on a page with long lists of
options.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape as plain_escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

EMPTY = SafeString("")


def escaped(value: object) -> str:
    """The text with HTML's characters escaped, unless it is safe already."""
    if type(value) is str:  # the common case, without the detour for lazy texts
        return plain_escape(value)
    return conditional_escape(value)  # type: ignore[arg-type]  # any object has a text


def trusted(markup: str) -> SafeString:
    """Markup that a template or a layout object has already escaped."""
    return SafeString(markup)  # escaped before  # nosec B703


def joined(parts: Iterable[str]) -> SafeString:
    """Pieces of markup (each made by this module) put together."""
    return SafeString("".join(parts))  # escaped before  # nosec B703


def attributes(values: Mapping[str, object]) -> str:
    """Attributes with a leading space each. None and False are left out, True stands without a
    value.
    """
    parts: list[str] = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        parts.append(f" {name}" if value is True else f' {name}="{escaped(value)}"')
    return "".join(parts)


def tag(name: str, values: Mapping[str, object], *content: object) -> SafeString:
    """An element with content; strings are escaped, markup is not."""
    inside = "".join([escaped(part) for part in content])
    return SafeString(f"<{name}{attributes(values)}>{inside}</{name}>")  # escaped above  # nosec B703


def void(name: str, values: Mapping[str, object]) -> SafeString:
    """An element without content, such as an input."""
    return SafeString(f"<{name}{attributes(values)}>")  # escaped above  # nosec B703
