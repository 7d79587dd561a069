"""The words of a section out of a file: plain text, a saved web page, or JSON with `sections`."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

MOST_BYTES = 5_000_000
ENCODINGS = ("utf-8-sig", "cp1252")
SKIPPED = frozenset({"script", "style", "head", "nav", "header", "footer"})
PARTING = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4"})


class UnreadableText(ValueError):
    """The file holds no words that could be compared; the message says what to bring."""


def section_text(data: bytes, section: str) -> str:
    """The text of the section in the file.

    :raises UnreadableText: the file is too large, holds no text, or does not have the section.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableText("The file is larger than 5 MB; bring the section alone.")
    if data.startswith(b"%PDF") or b"\0" in data[:4096]:
        raise UnreadableText(
            "This file is not text. Open it, copy the words of the section and save them as text."
        )
    text = _decoded(data)
    if text.lstrip().startswith(("{", "[")):
        return _from_json(text, section)
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        return _from_page(text)
    return text


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText("The characters of this file cannot be read; save it as UTF-8.")


def _from_json(text: str, section: str) -> str:
    try:
        held: Any = json.loads(text)
        found = [part["text"] for part in held["sections"] if part["number"].rstrip(".") == section]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as fault:
        raise UnreadableText('JSON must hold "sections", each with "number" and "text".') from fault
    if len(found) != 1 or not isinstance(found[0], str):
        raise UnreadableText(f"The file does not have section {section}.")
    return found[0]


def _from_page(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.kept)


class _Words(HTMLParser):
    """The text that a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in SKIPPED
        if tag in PARTING:
            self.kept.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in SKIPPED and self.skipping > 0
        if tag in PARTING:
            self.kept.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.kept.append(data)
