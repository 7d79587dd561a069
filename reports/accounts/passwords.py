"""Passwords that are guessed early although they are long (NIST SP 800-63B-4, 3.1.1.2: a blocklist,
the reason said, no rules of composition).

Lists of common passwords hardly reach fifteen characters. So zxcvbn counts the guesses somebody
would need who tries common passwords and words, repeats, rows of keys, dates and the words of this
office first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

GUESSES_LOG10 = 10
READ = 72  # more takes long to read; what is longer has had its chance
CONTEXT = (
    "trust",
    "trustact",
    "act",
    "reporting",
    "opm",
    "connecticut",
    "police",
    "department",
    "sheriff",
    "marshal",
    "detainer",
    "immigration",
    "customs",
    "enforcement",
    "records",
    "clerk",
    "chief",
    "admin",
    "administrator",
    "office",
    "policy",
    "management",
)
WHY = {
    "repeat": "It repeats itself.",
    "sequence": "It is a row of letters or figures.",
    "spatial": "It is a row of keys.",
    "date": "It holds a date.",
    "dictionary": "It is made of words that are tried first, or of your own or your office's name.",
}


def normalized(password: str) -> str:
    """The same characters however a keyboard composes them (Unicode NFC)."""
    return unicodedata.normalize("NFC", password)


class GuessedEarlyValidator:
    """Refuses what is guessed within ten thousand million tries."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError with the reason."""
        found = zxcvbn(normalized(password)[:READ], user_inputs=[*CONTEXT, *_own_words(user)])
        if found["guesses_log10"] >= GUESSES_LOG10:
            return
        kinds = {part["pattern"] for part in found["sequence"]}
        why = " ".join(sentence for kind, sentence in WHY.items() if kind in kinds)
        raise ValidationError(
            f"This password would be guessed early. {why} Take four or five words that have nothing"
            " to do with one another.",
            code="guessed_early",
        )

    def get_help_text(self) -> str:
        """What stands beside the field."""
        return "Not a common password, a repeat, a row of keys, or words of your office."


def _own_words(user: object) -> Iterator[str]:
    """Name, address and agencies of the person, part by part."""
    told = [str(getattr(user, "name", "")), str(getattr(user, "email", ""))]
    memberships = getattr(user, "memberships", None)
    if memberships is not None:
        told += memberships.filter(agency__isnull=False).values_list("agency__name", flat=True)
    for words in told:
        yield from (part for part in re.split(r"[^\w]+", words.casefold()) if len(part) > 2)
