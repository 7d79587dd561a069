"""Numbers and verification codes of letters.

A number is counted per agency and year without gap. A code is what a stranger types at /verify/:
eleven random signs and a check sign, from 31 signs that are not mistaken for each other. With a
prime alphabet the weighted sum finds every single wrong sign and every swap of two signs.
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
    """Always the same for the same specimen, and never in the register: it fails its own check."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    signs = "".join(
        ALPHABET[digest // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH - 1)
    )
    return signs + ALPHABET[(ALPHABET.index(check_digit(signs)) + 1) % len(ALPHABET)]


def with_check_digit(signs: str) -> str:
    return signs + check_digit(signs)


def check_digit(signs: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
    # The last weight is LENGTH; choose the sign that brings the whole sum to nought.
    inverse = pow(LENGTH, -1, len(ALPHABET))
    return ALPHABET[-total * inverse % len(ALPHABET)]


def normal_code(typed: str) -> str | None:
    """What a person typed, as stored; None where it can be no code of ours."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if check_digit(signs[:-1]) == signs[-1] else None


def display_code(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def display_number(*, agency_code: str, year: int, sequence: int) -> str:
    return f"{agency_code.upper()}-{year}-{sequence:05d}"
