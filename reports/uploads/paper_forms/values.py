"""What was typed in a field, in the form that the record keeps, and whether it can be taken as it
stands.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from reports.core.typed_times import Unreadable, is_relative, read_day

LONGEST = 200
FOUR_FIGURES = re.compile(r"\d{4}", re.ASCII)
SEXES = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X", "u": "U", "unknown": "U"}
EARLIEST = date(1890, 1, 1)


def tidy(value: str) -> str:
    """One line, without control characters and marks of writing direction, at most 200 long."""
    kept = "".join(
        " " if sign in "\r\n\t" else sign
        for sign in unicodedata.normalize("NFC", value)
        if sign in "\r\n\t" or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(kept.split())[:LONGEST]


def proposals(kind: str, value: str) -> dict[str, tuple[str, bool]]:
    """The columns that a typed value fills, each with whether it is plainly what the field asks
    for. What is not, is proposed as it was typed.
    """
    typed = tidy(value)
    if not typed:
        return {}
    if kind == "name":
        return _name(typed)
    if kind == "date_of_birth":
        return {kind: _day(typed)}
    if kind == "alien_number":
        return {kind: _alien_number(typed)}
    if kind == "sex":
        known = SEXES.get(typed.casefold())
        return {kind: (known or typed, known is not None)}
    return {kind: (typed, True)}


def _name(typed: str) -> dict[str, tuple[str, bool]]:
    """ "FAMILY, GIVEN MIDDLE", as federal forms write it. Without a comma nobody can say which word
    is which.
    """
    family, comma, given = typed.partition(",")
    if comma and family.strip() and "," not in given:
        names = {"family_name": (family.strip(), True), "given_names": (given.strip(), True)}
        return {column: found for column, found in names.items() if found[0]}
    return {"family_name": (typed, False)}


def _day(typed: str) -> tuple[str, bool]:
    """A day with its whole year. What means another day tomorrow, or in another century, is left as
    it was typed; so today makes no difference to what is read.
    """
    if is_relative(typed) or not FOUR_FIGURES.search(typed):
        return typed, False
    try:
        day = read_day(typed, today=EARLIEST)
    except Unreadable:
        return typed, False
    return (day.isoformat(), True) if day >= EARLIEST else (typed, False)


def _alien_number(typed: str) -> tuple[str, bool]:
    digits = re.sub(r"[\s.-]", "", typed).upper().removeprefix("A")
    if re.fullmatch(r"\d{8,9}", digits):
        return f"A{digits.zfill(9)}", True
    return typed, False
