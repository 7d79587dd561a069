"""The style of letters and of what goes with them, and the title that their files bear."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STYLE = Path(__file__).resolve().parents[3] / "templates" / "documents" / "notice" / "notice.css"
TITLE = "Notice"


@cache
def stylesheet() -> str:
    return STYLE.read_text(encoding="utf-8")
