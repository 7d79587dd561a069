"""The CSS of notices and their enclosures, and the title of their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STYLE = Path(__file__).resolve().parents[3] / "templates" / "documents" / "notice" / "notice.css"
TITLE = "Notice"


@cache
def stylesheet() -> str:
    return STYLE.read_text(encoding="utf-8")
