"""Reading the federal detainer file in the layout researchers publish: counts by facility, month
and lift reason.

In the originals the header stands on row 7 below a title block; files made from them name the same
columns in small letters. Each row is about one person. Only where, in which month and how it ended
is counted; gender, birth year and all the rest serve to tell a row from its copy and are not kept.

The file is opened by the one reader of tables in the process for foreign files, and counted there:
the whole country is larger than any table a person maps.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from reports import documents
from reports.core.typed_times import Unreadable, read_day
from reports.documents.errors import RenderError
from reports.law.moments import local_day
from reports.uploads.cleaning import limited_memory
from reports.uploads.tables import TableRefused
from reports.uploads.tables.cells import Cell, read_cell
from reports.uploads.tables.opening import opened
from reports.uploads.tables.sheets import RawRow, SheetFacts

PREPARED, STATE, CODE = "detainer prepare date", "facility state", "detainer facility code"
NAME, LIFTED, GENDER, BORN = "detainer facility", "detainer lift reason", "gender", "birth year"
REQUIRED = (PREPARED, STATE, CODE)
READ = (*REQUIRED, NAME, LIFTED, GENDER, BORN)
HERE = frozenset({"CT", "CONNECTICUT"})
HEADER_WITHIN = 30
MOST_PROBLEMS = 50
MOST_UNPACKED = 2 * 1024**3
MEMORY = 450 * 1024 * 1024
SECONDS = 600.0
ISO_TIME = re.compile(r"(?<=\d)T\d.*")
COUNTING = "reports.reconciliation.federal_file:count"
TOO_SLOW = "The file takes too long to read. Keep only this state's rows."
TOO_LARGE = "The file is too large to read. Keep only this state's rows."
UNREADABLE = "The file is damaged. Open it, save it again as XLSX or CSV UTF-8."
NO_TABLE = (
    f"No row among the first {HEADER_WITHIN} names the columns Detainer Prepare Date, Facility"
    " State and Detainer Facility Code. Load the detainer file as it is published, or keep these"
    " names."
)
LONGEST = 100
NOT_LIFTED = ""

Cells = Sequence[Cell]


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True)
class FederalRowProblem:
    """One row that could not be counted, numbered as the sheet shows it."""

    row: int
    column: str
    value: str
    rule: str


@dataclass
class FederalCounts:
    """What the file says about this state."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    rows_read: int = 0
    rows_here: int = 0
    rows_twice: int = 0
    problems: list[FederalRowProblem] = field(default_factory=list)
    problem_count: int = 0

    @property
    def months(self) -> list[str]:
        return sorted({month for _, month, _ in self.counts})


def read_federal_file(data: bytes, *, at: datetime) -> FederalCounts:
    """Counts of this state's rows. Raises UnreadableFile where there is no such table, whatever
    the file did to its reader.
    """
    values = {"today": local_day(at).isoformat()}
    try:
        answer, body = documents.open_foreign(COUNTING, values, data, seconds=SECONDS)
    except documents.WorkerTooSlow:
        raise UnreadableFile(TOO_SLOW) from None
    except RenderError:  # whoever opened it died of it
        raise UnreadableFile(UNREADABLE) from None
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    found = json.loads(body)
    return FederalCounts(
        counts=Counter({(code, month, why): total for code, month, why, total in found["counts"]}),
        names=found["names"],
        rows_read=found["rows_read"],
        rows_here=found["rows_here"],
        rows_twice=found["rows_twice"],
        problems=[FederalRowProblem(**problem) for problem in found["problems"]],
        problem_count=found["problem_count"],
    )


def count(values: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The counts as JSON; or `refused`, with the sentence. Runs in the process for foreign
    files.
    """
    try:
        with limited_memory(MEMORY):
            found = _counted(data, date.fromisoformat(values["today"]))
    except (TableRefused, UnreadableFile) as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"refused": TOO_LARGE}, b""
    answer = {
        **vars(found),
        "counts": [[*key, total] for key, total in found.counts.items()],
        "problems": [asdict(problem) for problem in found.problems],
    }
    return {}, json.dumps(answer).encode()


def _counted(data: bytes, today: date) -> FederalCounts:
    counting, tables = _Counting(today), 0
    file = opened({"most_unpacked": MOST_UNPACKED}, data)
    for sheet in (each for each in file.sheets if each.has_rows):
        rows = file.rows(sheet.name, SheetFacts())
        header = _header(rows)
        if header is None:
            continue
        tables += 1
        for row in rows:
            counting.take(row.number, row.cells, header)
    if not tables:
        raise UnreadableFile(NO_TABLE)
    return counting.found


def _header(rows: Iterator[RawRow]) -> dict[str, int] | None:
    """Where each known column stands, from the first row that names the required ones."""
    for row in rows:
        names = [_folded(cell) for cell in row.cells]
        if all(name in names for name in REQUIRED):
            return {name: names.index(name) for name in READ if name in names}
        if row.number >= HEADER_WITHIN:
            break
    return None


def _folded(cell: Cell) -> str:
    return " ".join(read_cell(cell)[0].replace("_", " ").split()).casefold()


@dataclass
class _Counting:
    """Rows going by: each is counted once, left out, or named as wrong."""

    today: date
    found: FederalCounts = field(default_factory=FederalCounts)
    seen: set[bytes] = field(default_factory=set)

    def take(self, number: int, cells: Cells, header: dict[str, int]) -> None:
        """Count one row, unless it is blank, of another state, a copy, or wrong."""
        if not any(cell not in (None, "") for cell in cells):
            return
        self.found.rows_read += 1
        values = {name: cells[at] if at < len(cells) else None for name, at in header.items()}
        if _text(values[STATE]).upper() in HERE:
            self.found.rows_here += 1
            if self._is_new(cells):
                self._count(number, values)

    def _is_new(self, cells: Cells) -> bool:
        mark = blake2b(repr(tuple(cells)).encode("utf-8", "replace"), digest_size=16).digest()
        is_new = mark not in self.seen
        self.seen.add(mark)
        self.found.rows_twice += not is_new
        return is_new

    def _count(self, number: int, values: dict[str, Any]) -> None:
        day, code = self._day(values[PREPARED]), _text(values[CODE]).upper()
        if day is None:
            rule = "A day, such as 2025-03-31 or 3/31/2025."
            self._wrong(
                FederalRowProblem(
                    number, "Detainer Prepare Date", _text(values[PREPARED])[:40], rule
                )
            )
        elif not code:
            self._wrong(
                FederalRowProblem(
                    number, "Detainer Facility Code", "", "The facility's code; names are no keys."
                )
            )
        else:
            self.found.counts[code, f"{day:%Y-%m}", _text(values.get(LIFTED))] += 1
            self.found.names.setdefault(code, _text(values.get(NAME)))

    def _wrong(self, problem: FederalRowProblem) -> None:
        self.found.problem_count += 1
        if len(self.found.problems) < MOST_PROBLEMS:
            self.found.problems.append(problem)

    def _day(self, cell: Cell) -> date | None:
        """The day of a cell, which may hold a time of day beside it."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = ISO_TIME.sub("", _text(cell))
        for written in (text, text.partition(" ")[0]):
            with suppress(Unreadable):
                return read_day(written, today=self.today)
        return None


def _text(cell: Cell) -> str:
    return " ".join(read_cell(cell)[0].split())[:LONGEST]
