"""Identity in canonical form: what is compared when two papers may name one person.

An A-number is its digits, nine with leading zeros. A name is its parts, without marks, case,
hyphens, apostrophes, particles and suffixes. Nothing here decides that two people are one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reports.core.refusals import Refused

SHORTEST_ALIEN_NUMBER: Final = 7
LONGEST_ALIEN_NUMBER: Final = 9

_WRITTEN = re.compile(r"(?:FILE\s*)?(?:NO\.?)?\s*A?\s*[#:]?\s*(?P<digits>[\d\s.\-]*\d[\d\s.\-]*)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Letters that no decomposition turns into a plain one.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´", ""))
_PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "el", "al", "da", "das", "do", "dos", "di", "du", "des"}
    | {"le", "van", "von", "der", "den", "bin", "ibn", "ben", "y", "e", "i"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class UnreadableAlienNumber(Refused):
    """What was typed is no A-number; the message says what is wrong with it."""


def canonical_alien_number(typed: str) -> str:
    """The nine digits of an A-number, empty where nothing was typed. Raises
    UnreadableAlienNumber.
    """
    text = unicodedata.normalize("NFKC", typed).translate(_DASHES).strip().upper()
    if not text:
        return ""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise UnreadableAlienNumber("An A-number is an A and digits; this one has other signs.")
    digits = "".join(sign for sign in found["digits"] if sign.isdecimal())
    if not SHORTEST_ALIEN_NUMBER <= len(digits) <= LONGEST_ALIEN_NUMBER:
        count = f"{len(digits)} {'digit' if len(digits) == 1 else 'digits'}"
        raise UnreadableAlienNumber(f"An A-number has seven to nine digits; this one has {count}.")
    if not int(digits):
        raise UnreadableAlienNumber("An A-number is not all zeros.")
    return str(int(digits)).zfill(LONGEST_ALIEN_NUMBER)


def readable_alien_number(typed: str) -> str:
    """The canonical number, or what was typed where it cannot be read: rows kept before numbers
    were checked.
    """
    try:
        return canonical_alien_number(typed)
    except UnreadableAlienNumber:
        return typed


def shown_alien_number(kept: str) -> str:
    """The number as people write it, A012-345-678."""
    is_canonical = len(kept) == LONGEST_ALIEN_NUMBER and kept.isdecimal()
    return f"A{kept[:3]}-{kept[3:6]}-{kept[6:]}" if is_canonical else kept


def folded(text: str) -> str:
    """A text without marks and case, its letters plain."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in lower if unicodedata.category(sign) != "Mn")
    return bare.translate(_PLAIN_LETTERS).translate(_APOSTROPHES)


def name_parts(text: str) -> tuple[str, ...]:
    """The parts of a name that count, each once. Particles and suffixes count only where nothing
    else is left.
    """
    spaced = "".join(sign if _is_part_of_word(sign) else " " for sign in folded(text))
    every = tuple(dict.fromkeys(spaced.split()))
    counted = tuple(part for part in every if part not in _PARTICLES | _SUFFIXES)
    return counted or every


def joined_name(text: str) -> str:
    """All letters of a name in one, so that De La Cruz is Delacruz."""
    return "".join(sign for sign in folded(text) if _is_part_of_word(sign))


def _is_part_of_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"
