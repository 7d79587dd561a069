"""The folder of anchors: one file for each day on which anything was written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.audit.anchors import Anchor, InvalidAnchor, read_anchor
from reports.sealing.providers.files import write_private


@dataclass(frozen=True)
class KeptAnchors:
    """What the folder holds: anchors that are good, and sentences about those that are not."""

    anchors: tuple[Anchor, ...] = ()
    problems: tuple[str, ...] = field(default=())


def folder() -> Path:
    return Path(settings.ANCHORS)


def keep_anchor(document: Mapping[str, Any]) -> Path:
    """Write an anchor under its day, whole or not at all. One of the same day is replaced."""
    path = folder() / f"{document['at'][:10]}.json"
    write_private(path, document)
    return path


def kept_anchors() -> KeptAnchors:
    """Every anchor of the folder, oldest first; a file that was tampered with is named."""
    anchors: list[Anchor] = []
    problems: list[str] = []
    for path in _files():
        try:
            anchors.append(read_anchor(path.read_text(encoding="utf-8")))
        except (InvalidAnchor, OSError, UnicodeDecodeError) as wrong:
            problems.append(f"the anchor {path.name} cannot be trusted: {wrong}")
    return KeptAnchors(anchors=tuple(anchors), problems=tuple(problems))


@dataclass(frozen=True)
class KeptText:
    """An anchor as it is kept, to be given to others."""

    at: datetime
    text: str


def newest_anchor() -> KeptText | None:
    """The anchor written last."""
    text = next((path.read_text(encoding="utf-8") for path in reversed(list(_files()))), "")
    if not text:
        return None
    document = json.loads(text)
    at = datetime.fromisoformat(document["at"])
    return KeptText(at=at, text=json.dumps(document, indent=1))


def _files() -> Iterator[Path]:
    yield from sorted(folder().glob("????-??-??.json"))
