"""A page to draw, and what comes of it: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MEMORY = "memory:"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A picture handed in with the page, under `memory:<name>`."""

    data: bytes
    content_type: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is drawn: the body and its style. `title` and `created` become metadata, so they name
    nobody.
    """

    html: str
    css: str
    lang: str
    title: str
    created: str
    assets: Mapping[str, Asset] = field(default_factory=dict)


@dataclass(frozen=True)
class RenderResult:
    """A drawn file. `lacks` names what the renderer no longer has where the file had to be drawn
    plainly, without its text layer and without the claim of PDF/UA; it is empty where all is well.
    """

    data: bytes
    lacks: str = ""

    @property
    def is_plain(self) -> bool:
        return bool(self.lacks)
