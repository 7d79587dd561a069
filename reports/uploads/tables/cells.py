"""A cell as one would type it, and the cells that hold no value to be relied on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from reports.uploads.tables.refusals import LONGEST_CELL

ERROR_VALUE = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|GETTING_DATA)|Err:5\d\d|#{3,}",
    re.IGNORECASE,
)
# What PostgreSQL cannot store and no paper shows; ends of lines and tabs are text.
BAD_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LOST_SIGN = "�"
MOST_EXACT = 1e15

ERROR_CELL = (
    "The spreadsheet shows an error here, not a value. Correct the formula, or type the value in"
    " its place."
)
NO_RESULT = (
    "A formula stands here without its result. Open the file in the spreadsheet program, save it,"
    " and bring it again; or type the value in its place."
)
BAD_SIGN = "The cell holds a sign that is no text. Type the value again."
LOST_LETTER = (
    "A letter was lost when the file was saved (�). Type the value again, or save the file anew"
    " as CSV UTF-8."
)
ROUNDED = (
    "A number of more than 15 figures: spreadsheets keep no more and fill up with zeros. Format the"
    " column as text and type it again."
)
TOO_LONG = "The cell is longer than a spreadsheet holds. Shorten it."
MIXED = (
    "The letters are of another encoding than the rest of the file. Type the value again, or save"
    " the file anew as CSV UTF-8."
)


@dataclass(frozen=True)
class BadCell:
    """A cell that shows something and has no value."""

    text: str
    rule: str


Cell = object


def plain_texts(cells: list[Cell]) -> list[str] | None:
    """A row of words and figures without anything to look at more closely: most rows, in one
    step.
    """
    texts = [
        cell if isinstance(cell, str) else _number(cell)[0]
        for cell in cells
        if isinstance(cell, str) or (isinstance(cell, float) and abs(cell) < MOST_EXACT)
    ]
    if len(texts) != len(cells):
        return None
    row = "".join(texts)
    if not row.isprintable() or "#" in row or "Err:" in row or LOST_SIGN in row:
        return None
    return [text.strip() for text in texts] if len(row) <= LONGEST_CELL else None


def read_cell(cell: Cell) -> tuple[str, str]:
    """The text of a cell, and the sentence that refuses it or nothing."""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, BadCell):
        return cell.text, cell.rule
    if isinstance(cell, bool) or cell is None:
        return ("" if cell is None else str(cell).upper()), ""
    if isinstance(cell, int | float):
        return _number(cell)
    return _moment(cell), ""


def _text(cell: str) -> tuple[str, str]:
    text = cell.strip()
    if text[:1] in "#E" and text and ERROR_VALUE.fullmatch(text):
        return text, ERROR_CELL
    if text.isprintable() and LOST_SIGN not in text and len(text) <= LONGEST_CELL:
        return text, ""
    if BAD_SIGNS.search(text):
        return BAD_SIGNS.sub("", text), BAD_SIGN
    if len(text) > LONGEST_CELL:
        return text[:LONGEST_CELL], TOO_LONG
    return text, LOST_LETTER if LOST_SIGN in text else ""


def _number(cell: float) -> tuple[str, str]:
    if abs(cell) >= MOST_EXACT:
        return str(cell), ROUNDED
    return (str(int(cell)) if float(cell).is_integer() else repr(cell)), ""


def _moment(cell: Cell) -> str:
    """Days and times of day as ISO 8601 writes them; midnight of a day is the day."""
    if isinstance(cell, datetime):
        at = cell.replace(microsecond=0)
        return at.date().isoformat() if at.time() == time() else at.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def column_letters(index: int) -> str:
    """The letters over a column: 0 is A, 27 is AB."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The place of a column by its letters: A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
