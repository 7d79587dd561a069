"""Reading pages in tests."""

from __future__ import annotations

from typing import Any

from lxml import html


def parsed(markup: str | bytes) -> Any:
    """The page as a tree."""
    return html.fromstring(markup)


def written(tree: Any) -> bytes:
    """The tree as text, to compare two of them."""
    text: bytes = html.tostring(tree)
    return text
