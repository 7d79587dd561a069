"""The rows that are pushed, and their identifiers. Without side effects.

A row's identifier is computed from the columns that say which number it is, so the same number has
the same identifier in every edition: sent again it is the same row, changed it is an update, and
what an edition no longer contains can be found and deleted. Rows with any other identifier were put
there by somebody else and are never changed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ROW_ID: Final = "row_id"
_ID_LETTERS: Final = 24
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00:00(\.0+)?")
_WHOLE: Final = re.compile(r"(-?\d+)\.0+")

DatasetRow = dict[str, str | bool | None]


@dataclass(frozen=True)
class DatasetKind:
    """One published file as rows of a dataset. A number is never sent without its symbol or without
    its key.
    """

    name: str
    file: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def needed(self) -> frozenset[str]:
        """Columns that no mapping may leave out."""
        return frozenset((ROW_ID, *self.keys, *self.numbers))

    def row_id(self, row: Mapping[str, str]) -> str:
        """The same key gives the same identifier, in every edition."""
        key = json.dumps([row[name] for name in self.keys], ensure_ascii=False).encode()
        return f"{self.name}-{hashlib.sha256(key).hexdigest()[:_ID_LETTERS]}"

    def is_ours(self, row_id: object) -> bool:
        """Whether an identifier was computed here."""
        return bool(re.fullmatch(rf"{self.name}-[0-9a-f]{{{_ID_LETTERS}}}", str(row_id)))


# The columns of the published files, named here once more: their own module brings the whole of
# disclosure control
# with it, which a program that only starts does not need. A test holds the two together.
_TABLE_KEY: Final = (
    "table",
    "unit",
    "half_year",
    "agency_code",
    "row_variable",
    "row_value",
    "column_variable",
    "column_value",
)
_COVERAGE_KEY: Final = ("half_year", "agency_code")
_COVERAGE_WORDS: Final = ("agency", "kind", "filing_status", "submitted_on")

TABLES: Final = DatasetKind(
    "tables", "tables.csv", _TABLE_KEY, (*_TABLE_KEY, "count", "symbol"), ("count", "symbol")
)
COVERAGE: Final = DatasetKind(
    "coverage",
    "coverage.csv",
    _COVERAGE_KEY,
    (*_COVERAGE_KEY, *_COVERAGE_WORDS, "accesses", "symbol", "received_on", "review_state"),
    ("accesses", "symbol"),
)
KINDS: Final = (TABLES, COVERAGE)


@dataclass(frozen=True)
class Columns:
    """Our column names and the dataset's; a column that is not sent has no name there."""

    kind: DatasetKind
    theirs: Mapping[str, str]

    @property
    def row_id(self) -> str:
        return self.theirs[ROW_ID]

    def row(self, row_id: str, values: Mapping[str, str]) -> DatasetRow:
        """A row with the dataset's column names. An empty value is sent as null, so that it also
        clears an earlier one.
        """
        named: DatasetRow = {self.row_id: row_id}
        named.update(
            (name, values.get(ours) or None) for ours, name in self.theirs.items() if ours != ROW_ID
        )
        return named


@dataclass(frozen=True)
class Wanted:
    """One row as published: its line in the file, and as it is sent."""

    line: int
    values: Mapping[str, str]
    row: DatasetRow


def read_rows(data: bytes, columns: Columns) -> dict[str, Wanted]:
    """The rows of a published file by identifier."""
    kind, found = columns.kind, dict[str, Wanted]()
    for line, values in enumerate(csv.DictReader(io.StringIO(data.decode())), start=2):
        row_id = kind.row_id(values)
        if row_id in found:
            raise ValueError(
                f"{kind.file} line {line} says the same number as line {found[row_id].line}"
            )
        found[row_id] = Wanted(line, values, columns.row(row_id, values))
    return found


@dataclass
class RowDifference:
    """What has to be done to a dataset so that it matches the edition."""

    add: list[Wanted] = field(default_factory=list)
    change: list[Wanted] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    same: int = 0
    others: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.add or self.change or self.delete)


def row_difference(
    wanted: Mapping[str, Wanted], found: Iterable[Mapping[str, Any]], columns: Columns
) -> RowDifference:
    """Compare the rows it should have with the rows that the portal holds now."""
    result, seen = RowDifference(), set[str]()
    for row in found:
        row_id = str(row.get(columns.row_id, ""))
        if not columns.kind.is_ours(row_id):
            result.others += 1
        elif row_id not in wanted:
            result.delete.append(row_id)
        else:
            seen.add(row_id)
            _sort_in(result, wanted[row_id], row)
    result.add = [one for row_id, one in wanted.items() if row_id not in seen]
    return result


def _sort_in(result: RowDifference, wanted: Wanted, found: Mapping[str, Any]) -> None:
    if all(_as_text(value) == _as_text(found.get(name)) for name, value in wanted.row.items()):
        result.same += 1
    else:
        result.change.append(wanted)


def _as_text(value: object) -> str:
    """A value as text: the portal gives numbers as text, days with a midnight, and leaves nulls
    out.
    """
    text = "" if value is None else str(value)
    whole = _MIDNIGHT.fullmatch(text) or _WHOLE.fullmatch(text)
    return whole[1] if whole else text
