"""What people type that may come onto paper: signs that no paper shows, and such as make a line
read wrongly.

It stands this low because agencies, records and letters ask the same. The sentences name the sign
and never repeat what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from reports.core.refusals import StateRefused

INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
LINE_SIGNS = frozenset("\n\r\t")
DIRECTION_SIGNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Latin to Cyrillic, Armenian, Hebrew, Arabic, the scripts of India, Thai to Georgian, Ethiopic,
# Khmer, their additions and marks, Chinese, Japanese, Korean.
KNOWN_SCRIPTS = (
    (0x0000, 0x06FF),
    (0x0750, 0x077F),
    (0x08A0, 0x10FF),
    (0x1200, 0x139F),
    (0x1780, 0x17FF),
    (0x1C80, 0x1CBF),
    (0x1E00, 0x20CF),
    (0x2C60, 0x2C7F),
    (0x3000, 0x30FF),
    (0x3400, 0x9FFF),
    (0xA720, 0xA7FF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0xFF00, 0xFFEF),
)
IN_KNOWN_SCRIPTS = re.compile(
    f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in KNOWN_SCRIPTS)}]*"
)
NOT_PRINTABLE = "holds a sign that cannot be printed ({sign}). Type it again without it."
TURNS_DIRECTION = (
    "holds an invisible sign that turns the direction of writing ({sign}). Type it again."
)
UNKNOWN_SCRIPT = "holds signs that no font of the letters has: {signs}."
MOST_NAMED = 5


def unprintable_text(text: str, *, is_one_line: bool = False) -> str:
    """The end of a sentence that says what is wrong, or nothing. Ends of lines as browsers send
    them are none.
    """
    for sign in text:
        if sign in DIRECTION_SIGNS:
            return TURNS_DIRECTION.format(sign=named_sign(sign))
        if unicodedata.category(sign) in INVISIBLE and (is_one_line or sign not in LINE_SIGNS):
            return NOT_PRINTABLE.format(sign=named_sign(sign))
    return ""


def text_without_font(text: str) -> str:
    """The end of a sentence that names the signs which no font of the documents holds, or
    nothing.
    """
    found = list(dict.fromkeys(sign for sign in text if not has_known_script(sign)))
    named = [named_sign(sign) for sign in found[:MOST_NAMED]]
    more = [f"{len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    return UNKNOWN_SCRIPT.format(signs=", ".join([*named, *more])) if found else ""


def named_sign(sign: str) -> str:
    """A sign by its number and its name in Unicode; itself too, where it can be seen."""
    name = unicodedata.name(sign, "a sign without a name").lower()
    is_seen = unicodedata.category(sign)[0] in "LNPS"
    return f"{sign + ' ' if is_seen else ''}U+{ord(sign):04X}, {name}"


def is_latin(text: str) -> bool:
    """Whether every letter is a Latin one."""
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in text if sign.isalpha())


def without_unprintable(text: str) -> str:
    """The text without the characters that no document could print."""
    kept = (
        sign
        for sign in text
        if sign in LINE_SIGNS
        or (sign not in DIRECTION_SIGNS and unicodedata.category(sign) not in INVISIBLE)
    )
    return "".join(kept)


def has_known_script(text: str) -> bool:
    """Whether every letter is of a script that the fonts of the documents hold."""
    return IN_KNOWN_SCRIPTS.fullmatch(text) is not None


def check_printable(texts: Mapping[str, str], *, why: str = "", is_one_line: bool = True) -> None:
    """Refuse what letters could not print. `texts` is by the word for it, as a sentence begins."""
    for name, text in texts.items():
        trouble = unprintable_text(text, is_one_line=is_one_line) or text_without_font(text)
        if trouble:
            raise StateRefused(f"{name} {trouble} {why}".strip())


def strip_control_characters(text: str) -> str:
    """The same words with one sign at the end of a line and none that jumps."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
