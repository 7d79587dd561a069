"""Delimited text: in which encoding it was saved, what parts its columns, and its records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from charset_normalizer import from_bytes

from reports.uploads.tables.cells import MIXED, BadCell, Cell
from reports.uploads.tables.problems import TableProblem
from reports.uploads.tables.refusals import LONGEST_CELL, NO_TABLE, TableRefused
from reports.uploads.tables.sheets import RawRow, SheetFacts, SheetInfo

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EIGHT_BIT = ("cp1252", "mac_roman", "cp437", "cp850", "cp1250", "cp1251", "iso8859_15")
USUAL = "cp1252"
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "^": "caret"}
DELIMITER_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
# Letters of Latin names that an encoding told wrongly seldom makes.
LATIN = frozenset("áéíóúüñçàèìòùâêîôûäëïöãõåøæœßÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕÅØÆŒÿ")
CONTROL = bytes(range(9))
SAMPLE = 64 * 1024
SAMPLE_RECORDS = 60
SHEET = "table"
NEVER_CLOSED = (
    "A quotation mark that is opened in row {row} is never closed, so the rows after it cannot be"
    " told apart. Close it, or write it twice where it stands for an inch or a nickname."
)
BAD_QUOTE = (
    "A quotation mark stands in the middle of a value here. Write it twice, or leave it out: what"
    " follows cannot be parted."
)
UNKNOWN_ENCODING = "The file is no text in the encoding {encoding}. Choose another encoding."
UTF8_LEAD = re.compile("[\u00c2-\u00f4\u0192\u2030\u0160-\u0178]")


class DelimitedText:
    """A file of delimited text as one sheet. Raises TableRefused where it is no text."""

    counts_from_1904 = False

    def __init__(self, data: bytes, *, encoding: str = "", delimiter: str = "") -> None:
        self.data = data
        self.encoding = encoding or found_encoding(data)
        self.sheets = [SheetInfo(SHEET)]
        sample, self.first = self._sample()
        self.delimiter = delimiter or self._stated_delimiter(sample) or found_delimiter(sample)

    def rows(self, _sheet: str, facts: SheetFacts) -> Iterator[RawRow]:
        before = csv.field_size_limit(LONGEST_CELL + 1)
        try:
            yield from self._records(facts)
        except UnicodeError:
            raise TableRefused(UNKNOWN_ENCODING.format(encoding=self.encoding)) from None
        finally:
            csv.field_size_limit(before)

    def _records(self, facts: SheetFacts) -> Iterator[RawRow]:
        reader = csv.reader(self._text(), delimiter=self.delimiter, strict=True)
        is_mixed = self.encoding in EIGHT_BIT
        number = 0
        while True:
            number += 1
            try:
                cells: list[Cell] = list(next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                facts.problems.append(_bad_record(error, number))
                continue
            if number > self.first:
                yield RawRow(number, _checked(cells, self.encoding) if is_mixed else cells)

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")

    def _sample(self) -> tuple[str, int]:
        """The beginning, and how many lines of it only say what the delimiter is."""
        try:
            text = self._text().read(SAMPLE)
        except (UnicodeError, LookupError):
            raise TableRefused(UNKNOWN_ENCODING.format(encoding=self.encoding)) from None
        return text, 1 if DELIMITER_LINE.fullmatch(text.splitlines()[0] if text else "") else 0

    def _stated_delimiter(self, sample: str) -> str:
        found = DELIMITER_LINE.fullmatch(sample.splitlines()[0]) if self.first else None
        return found.group(1) if found else ""


def _bad_record(error: csv.Error, number: int) -> TableProblem:
    """The row's problem; what leaves the rest of the file unreadable refuses all of it."""
    said = str(error)
    if "unexpected end" in said or "field limit" in said:
        raise TableRefused(NEVER_CLOSED.format(row=number))
    return TableProblem(number, "", BAD_QUOTE)


def _checked(cells: list[Cell], encoding: str) -> list[Cell]:
    """Cells of UTF-8 within a file of eight bits are told by what they read like."""
    found: list[Cell] = []
    for cell in cells:
        text = str(cell)
        is_other = not text.isascii() and UTF8_LEAD.search(text) and _is_utf8(text, encoding)
        found.append(BadCell(text, MIXED) if is_other else cell)
    return found


def _is_utf8(text: str, encoding: str) -> bool:
    with suppress(UnicodeError):
        return text.encode(encoding).decode("utf-8") != text
    return False


def found_encoding(data: bytes) -> str:
    """By its mark; UTF-8 where all of it is; UTF-16 by its zeros; else the likeliest of eight
    bits. Raises TableRefused for what is no text.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if (wide := _wide(data[:4096])) is not None:
        return wide
    _check_is_text(data[:SAMPLE])
    try:
        codecs.utf_8_decode(data, "strict", True)
    except UnicodeDecodeError as error:
        return _eight_bit(data[max(0, error.start - 2048) : error.start + SAMPLE])
    return "utf-8"


def _check_is_text(sample: bytes) -> None:
    """A few odd signs are named where they stand; many make a file no text."""
    if sum(sample.count(sign) for sign in CONTROL) > len(sample) // 50 + 1:
        raise TableRefused(NO_TABLE)


def _wide(beginning: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    most = len(beginning) // 2
    if odd > 0.4 * most and even < 0.1 * most:
        return "utf-16-le"
    if even > 0.4 * most and odd < 0.1 * most:
        return "utf-16-be"
    return None


def _eight_bit(sample: bytes) -> str:
    """The encoding that reads most signs as letters of our names: Windows' own where it is one of
    several, else the one that charset-normalizer finds likeliest.
    """
    scores = {name: _letters(sample, name) for name in EIGHT_BIT}
    likely = [name for name in EIGHT_BIT if scores[name] == max(scores.values())]
    if USUAL in likely or len(likely) == 1:
        return likely[0]
    best = from_bytes(sample, cp_isolation=likely, preemptive_behaviour=False).best()
    return best.encoding if best is not None and best.encoding in likely else likely[0]


def _letters(sample: bytes, encoding: str) -> int:
    """How many letters of names stand in it, read so; what it cannot read counts against it."""
    text = sample.decode(encoding, "replace")
    return sum(sign in LATIN for sign in text) - text.count("\ufffd")


def found_delimiter(sample: str) -> str:
    """The sign that parts most records into the same number of columns; a comma where none does."""
    scores = {sign: _score(sample, sign) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > 0 else ","


def _score(sample: str, sign: str) -> float:
    widths: list[int] = []
    with suppress(csv.Error):
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=sign):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) >= SAMPLE_RECORDS:
                break
    common = Counter(width for width in widths if width > 1).most_common(1)
    if not common:
        return 0.0
    width, times = common[0]
    return times / len(widths) * (1 + min(width, 20) / 100)
