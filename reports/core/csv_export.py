"""The one writer of CSV files that leave this program (RFC 4180): every value quoted, and none that
a spreadsheet would run as a formula (OWASP ASVS 5.0, 1.2.10).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import BinaryIO, Final

# What begins a formula, also in full width, or hides what does.
LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
FIRST: Final = frozenset(LIVE)


def escape_formula(text: str) -> str:
    """Text that no spreadsheet interprets as a formula."""
    return f"'{text}" if text.startswith(LIVE) else text


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows under a header; a column not named is never written."""
    raw = io.BytesIO()
    write_csv(raw, columns, rows)
    return raw.getvalue()


def write_csv(raw: BinaryIO, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """The same into a file, row by row."""
    cells = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    write_escaped(raw, columns, map(_escaped_row, map(cells, rows)))


def write_escaped(raw: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows in the order of the columns, already escaped."""
    out = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    out.detach()


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Line after line; memory stays flat however many there are. Whole numbers are numbers."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow(
            [escape_formula(value) if isinstance(value, str) else value for value in row]
        )


def _escaped_row(values: tuple[str, ...]) -> tuple[str, ...]:
    """The row unchanged, unless one of its values is dangerous: nearly none is."""
    if not FIRST.isdisjoint([value[:1] for value in values]):
        return tuple(map(escape_formula, values))
    return values


class _Line:
    """What a CSV writer writes to; it hands each line back."""

    def write(self, line: str) -> str:
        return line
