"""What every kind of file offers to the reader of tables: its sheets, and the rows of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from reports.uploads.tables.cells import Cell
from reports.uploads.tables.problems import TableProblem


@dataclass(frozen=True)
class SheetInfo:
    """A sheet by its name. A chart has no rows."""

    name: str
    is_hidden: bool = False
    has_rows: bool = True


@dataclass(frozen=True)
class RawRow:
    """A row under the number the sheet shows; blank ones may be left out."""

    number: int
    cells: list[Cell]
    is_hidden: bool = False


@dataclass
class SheetFacts:
    """What was seen beside the rows, complete once they have all been taken."""

    problems: list[TableProblem] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class TableFile(Protocol):
    """An opened file. `rows` gives the rows of one sheet from the first, each time anew."""

    sheets: list[SheetInfo]
    encoding: str
    delimiter: str
    counts_from_1904: bool

    def rows(self, sheet: str, facts: SheetFacts) -> Iterator[RawRow]: ...
