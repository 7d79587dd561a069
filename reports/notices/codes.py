"""Numbers and verification codes of notices.

Numbers are counted per agency and year without gaps. A code is what a reader types at /verify/:
eleven random characters and a check character, from 31 characters that are not mistaken for each
other. Because 31 is prime, the weighted sum finds every single wrong character and every swap of
two.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4


def new_code() -> str:
    return with_check_digit("".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1)))


def specimen_code(seed: str) -> str:
    """Always the same for the same specimen, and never stored: it fails its own check."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    signs = "".join(
        ALPHABET[digest // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH - 1)
    )
    return signs + ALPHABET[(ALPHABET.index(check_digit(signs)) + 1) % len(ALPHABET)]


def with_check_digit(signs: str) -> str:
    return signs + check_digit(signs)


def check_digit(signs: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
    # The last weight is LENGTH; choose the character that brings the whole sum to zero.
    inverse = pow(LENGTH, -1, len(ALPHABET))
    return ALPHABET[-total * inverse % len(ALPHABET)]


def normal_code(typed: str) -> str | None:
    """A typed code in its stored form; None where it cannot be one of ours."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if check_digit(signs[:-1]) == signs[-1] else None


def display_code(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def display_number(*, agency_code: str, year: int, sequence: int) -> str:
    return f"{agency_code.upper()}-{year}-{sequence:05d}"
