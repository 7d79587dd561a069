"""A page to render: its HTML, its style sheet and its assets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PRODUCER = "TRUST Act reporting system"


MEMORY = "memory:"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A picture handed in with the page, under `memory:<name>`."""

    data: bytes
    content_type: str


STYLE = Path(__file__).resolve().parents[2] / "templates" / "documents" / "notice" / "notice.css"


TITLE = "Notice"


@dataclass(frozen=True)
class Page:
    """What the renderer needs. `title` and `created` become metadata, so they name nobody."""

    html: str
    css: str
    lang: str
    created: str
    title: str = TITLE
    assets: Mapping[str, Asset] = field(default_factory=dict)


@cache
def stylesheet() -> str:
    return STYLE.read_text(encoding="utf-8")
