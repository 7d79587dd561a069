"""Where the table stands in a sheet: its header row under titles and blank rows, and what below it
is a total or the header once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.uploads.tables.cells import BadCell, Cell, read_cell
from reports.uploads.tables.sheets import RawRow

HEADER_WITHIN = 60
MOST_OF_WIDTH = 0.6
LONGEST_HEADING = 80
TOTAL = re.compile(r"(?:grand |sub)?-?\s?totals?\b.*|sums?\b[:= ]*|count\b[:= ]*", re.IGNORECASE)
FIGURE = re.compile(r"[-+$€]?[\d.,]+%?", re.ASCII)


def folded(text: str) -> str:
    """A heading without what makes no difference: case, spaces, underscores and dots."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def header_row(rows: Sequence[RawRow], expected: frozenset[str] = frozenset()) -> int | None:
    """The number of the row that names the columns: the one with most of the names expected, else
    the first that is text throughout and nearly as wide as what follows. None where there is no
    row.
    """
    filled = [row for row in rows if texts_of(row)]
    if not filled:
        return None
    known = max(filled, key=lambda row: len(expected & _names(row)))
    if names_expected(known, expected):
        return known.number
    width = max(len(texts_of(row)) for row in filled)
    for row in filled:
        if len(texts_of(row)) >= max(min(2, width), MOST_OF_WIDTH * width) and _is_heading(row):
            return row.number
    return next(row.number for row in filled if len(texts_of(row)) >= min(2, width))


def names_expected(row: RawRow, expected: frozenset[str]) -> bool:
    """Whether the row names two of the columns expected, or the only one."""
    return len(expected & _names(row)) >= min(2, len(expected)) > 0


def texts_of(row: RawRow) -> list[str]:
    """The cells that show something."""
    return [text for cell in row.cells if (text := shown_in(cell))]


def shown_in(cell: Cell) -> str:
    """What a cell shows; a formula without its result shows that."""
    text, rule = read_cell(cell)
    return text or ("?" if rule else "")


def _names(row: RawRow) -> frozenset[str]:
    return frozenset(folded(text) for text in texts_of(row))


def _is_heading(row: RawRow) -> bool:
    """Words, each once: neither numbers nor days."""
    texts = texts_of(row)
    return len(set(texts)) == len(texts) and all(_is_word(cell) for cell in row.cells)


def _is_word(cell: Cell) -> bool:
    if isinstance(cell, BadCell) or not isinstance(cell, str):
        return cell is None
    text = cell.strip()
    return not text or (len(text) <= LONGEST_HEADING and any(sign.isalpha() for sign in text))


def is_total(texts: Sequence[str]) -> bool:
    """Whether a row only sums up: it begins with the word, and all else in it is figures."""
    filled = [text for text in texts if text]
    return (
        bool(filled)
        and bool(TOTAL.fullmatch(filled[0]))
        and all(FIGURE.fullmatch(text) for text in filled[1:])
    )


def is_header_again(texts: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row repeats the header, as printed tables do on each page."""
    filled = [(text, name) for text, name in zip(texts, columns, strict=False) if text]
    return len(filled) >= 2 and all(folded(text) == folded(name) for text, name in filled)
