"""Whether a language is written from right to left."""

from __future__ import annotations

import unicodedata


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
