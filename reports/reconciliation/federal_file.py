"""Reading the federal detainer file in the layout researchers publish: counts by facility, month
and lift reason.

In the originals the header stands on row 7 below a title block; files made from them name the same
columns in small letters. Each row is about one person. Only where, in which month and how it ended
is counted; gender, birth year and all the rest serve to tell a row from its copy and are not kept.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from openpyxl import load_workbook

from reports import documents
from reports.documents.errors import RenderError
from reports.uploads.cleaning import limited_memory

PREPARED, STATE, CODE = "detainer prepare date", "facility state", "detainer facility code"
NAME, LIFTED, GENDER, BORN = "detainer facility", "detainer lift reason", "gender", "birth year"
REQUIRED = (PREPARED, STATE, CODE)
READ = (*REQUIRED, NAME, LIFTED, GENDER, BORN)
HERE = frozenset({"CT", "CONNECTICUT"})
HEADER_WITHIN = 30
MOST_PROBLEMS = 50
MOST_UNPACKED = 2 * 1024**3
LONGEST = 100
NOT_LIFTED = ""
DAY = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?|(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII
)

COUNTING = "reports.reconciliation.federal_file:count"
# The whole country's file has hundreds of thousands of rows; a job counts it, and nobody waits.
SECONDS = 600.0
MEMORY = 400 * 1024 * 1024
TOO_MUCH = "The file takes too long or too much room to read. Keep only this state's rows."
DAMAGED = "The workbook is damaged. Open it, save it again as XLSX or CSV UTF-8."

Cells = Sequence[Any]


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


def read_federal_file(data: bytes) -> FederalCounts:
    """Counts of this state's rows, read where there is nothing to steal. Raises UnreadableFile
    where there is no such table, whatever the file did to its reader.
    """
    try:
        answer, counted = documents.open_foreign(COUNTING, {}, data, seconds=SECONDS)
    except documents.WorkerTooSlow:
        raise UnreadableFile(TOO_MUCH) from None
    except RenderError:  # whoever opened it died of it
        raise UnreadableFile(DAMAGED) from None
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    return _unpacked(json.loads(counted))


def count(_values: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The counts as JSON; or `refused`, with the sentence. Runs in the process for foreign
    files.
    """
    try:
        with limited_memory(MEMORY):
            return {}, json.dumps(_packed(_counted(data))).encode()
    except UnreadableFile as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"refused": TOO_MUCH}, b""


def _packed(found: FederalCounts) -> dict[str, Any]:
    """What JSON can hold: the counts as rows, the problems as their fields."""
    counts = [[*key, detainers] for key, detainers in found.counts.items()]
    problems = [asdict(problem) for problem in found.problems]
    return {**vars(found), "counts": counts, "problems": problems}


def _unpacked(stored: dict[str, Any]) -> FederalCounts:
    counts = Counter({tuple(key): detainers for *key, detainers in stored["counts"]})
    problems = [FederalRowProblem(**problem) for problem in stored["problems"]]
    return FederalCounts(**{**stored, "counts": counts, "problems": problems})


def _counted(data: bytes) -> FederalCounts:
    counting, tables = _Counting(), 0
    for rows in _sheets(data):
        numbered = enumerate(rows, start=1)
        header = _header(numbered)
        if header is None:
            continue
        tables += 1
        for number, cells in numbered:
            counting.take(number, cells, header)
    if not tables:
        raise UnreadableFile(
            f"No row among the first {HEADER_WITHIN} names the columns Detainer Prepare Date,"
            " Facility State and Detainer Facility Code. Load the detainer file as it is"
            " published, or keep these names."
        )
    return counting.found


def _sheets(data: bytes) -> Iterator[Iterable[Cells]]:
    if data.startswith(b"PK"):
        yield from _workbook(data)
    else:
        yield _delimited(data)


def _workbook(data: bytes) -> Iterator[Iterable[Cells]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(
                    "The workbook unpacks to more than 2 GB. Keep only this state's rows."
                )
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield sheet.iter_rows(values_only=True)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise UnreadableFile(DAMAGED) from error


def _delimited(data: bytes) -> Iterator[Cells]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    try:
        yield from csv.reader(text)
    except UnicodeDecodeError:
        raise UnreadableFile(
            "The file is neither XLSX nor UTF-8 text. Save it as CSV UTF-8."
        ) from None
    except csv.Error as error:
        raise UnreadableFile(f"The file is not readable as CSV: {error}.") from None


def _header(rows: Iterator[tuple[int, Cells]]) -> dict[str, int] | None:
    """Where each known column stands, from the first row that names the required ones."""
    for number, cells in rows:
        names = [_folded(cell) for cell in cells]
        if all(name in names for name in REQUIRED):
            return {name: names.index(name) for name in READ if name in names}
        if number >= HEADER_WITHIN:
            break
    return None


def _folded(cell: Any) -> str:
    return " ".join(str(cell or "").replace("_", " ").split()).casefold()


@dataclass
class _Counting:
    """Rows going by: each is counted once, left out, or named as wrong."""

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
        day, code = _day(values[PREPARED]), _text(values[CODE]).upper()
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


def _text(cell: Any) -> str:
    return " ".join(str("" if cell is None else cell).split())[:LONGEST]


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = DAY.fullmatch(_text(cell))
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found.group(1) else found.group(6, 4, 5)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
