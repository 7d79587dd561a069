"""The Spanish text of the public pages: whether it is complete, and exactly which text somebody has
reviewed.

A wrong word about who was counted misleads more than English does: in production Spanish is offered
only while a named person's review is valid for exactly this text, as for the notices.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

SPANISH = "es"
LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "django"


@dataclass(frozen=True)
class SiteTranslation:
    """English and Spanish side by side, in the order of the file; what is shown is what was
    compiled.
    """

    pairs: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def sha256(self) -> str:
        """The hash of the text alone: a change of order or headers needs no new review, a change of
        words does.
        """
        return hashlib.sha256(
            json.dumps(sorted(self.pairs), ensure_ascii=False).encode()
        ).hexdigest()


@cache
def public_words(language: str = SPANISH) -> SiteTranslation:
    """The compiled text of the public pages, and the sentences that have no translation."""
    folder = LOCALE_DIR / language / "LC_MESSAGES"
    with (folder / f"{DOMAIN}.po").open("rb") as file:
        written = [message for message in read_po(file) if message.id]
    with (folder / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in read_mo(file) if message.id}
    pairs = [(str(message.id), compiled.get(str(message.id), "")) for message in written]
    return SiteTranslation(
        tuple(pairs), tuple(english for english, spanish in pairs if not spanish)
    )
