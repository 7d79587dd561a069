"""A file of records row by row, whatever kind they are, and the same file with what is wrong."""

from __future__ import annotations

import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from reports.core.csv_export import csv_lines, escape_formula
from reports.core.refusals import Refused
from reports.imports.kinds import ImportKind, RowOutcome, RowResult, facts_as_text
from reports.imports.problems import RowProblem
from reports.imports.written_days import EPOCH_1900, EPOCH_1904, WrittenDays, any_day_first
from reports.law.moments import local_day
from reports.uploads.tables import ReadTable, TableRefused, TableRow
from reports.uploads.tables.layout import folded

TAKE, LEAVE = "take", "leave"
ERRORS = "import_errors"
MOST_PROBLEMS = 1_000
COUNTS = ("stored", "unchanged", "refused", "conflicts")
HIDDEN = "The row is hidden in the sheet."
SAY_HIDDEN = "Say once for the file whether hidden rows count."
IS_MISSING = "The file has no column {name}, and no {record} can be recorded without it."


@dataclass(frozen=True)
class FileAnswers:
    """What a person said of the file as a whole, where the file leaves it open."""

    hidden_rows: str = ""
    day_order: str = ""


@dataclass
class ImportReport:
    """What became of a file."""

    rows: int = 0
    stored: int = 0
    unchanged: int = 0
    refused: int = 0
    conflicts: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    by_value: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sentences: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, problem: RowProblem) -> None:
        """Note a problem: grouped by value, kept by row, the first thousand in full."""
        self.sentences[problem.row].append(f"{problem.column}: {problem.sentence}")
        self.by_value[problem.column, problem.value, problem.rule] += problem.level == "error"
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def as_dict(self) -> dict[str, Any]:
        groups = [
            {"column": column, "value": value, "rule": rule, "count": count}
            for (column, value, rule), count in self.by_value.most_common(100)
            if count
        ]
        counts = ("rows", "stored", "unchanged", "refused", "conflicts")
        return {
            **{name: getattr(self, name) for name in counts},
            "problems": [problem.as_dict() for problem in self.problems],
            "groups": groups,
            "warnings": self.warnings,
        }


class ImportFile:
    """A table of one kind of records. `columns` says which of its columns holds each of ours;
    without it they are told by their names. Raises TableRefused where a needed one is missing.
    """

    def __init__(
        self,
        table: ReadTable,
        answers: FileAnswers,
        kind: ImportKind,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.table, self.answers, self.kind = table, answers, kind
        self.chosen = None if columns is None else {held: name for name, held in columns.items()}
        self.names = [self._column(name) for name in table.columns]
        missing = [name for name in kind.required if name not in self.names]
        if missing:
            raise TableRefused(IS_MISSING.format(name=", ".join(missing), record=kind.record))
        if table.error_count > sum(found.level == "error" for found in table.problems):
            raise TableRefused(
                f"{table.error_count} cells hold no value. Correct the workbook and bring it again."
            )
        twice = [name for name, count in Counter(self.names).items() if name and count > 1]
        if twice:
            raise TableRefused(f"The column {twice[0]} stands twice. Name each column once.")

    def _column(self, name: str) -> str:
        """Which of ours a column of the table is; empty where it is none."""
        if self.chosen is not None:
            return self.chosen.get(name, "")
        return folded(name) if folded(name) in self.kind.known else ""

    @property
    def unknown(self) -> list[str]:
        named = zip(self.table.columns, self.names, strict=True)
        return [column for column, name in named if not name and column != ERRORS]

    def calendar(self, at: datetime) -> WrittenDays:
        """How its days are written, by all of its rows."""
        places = [place for place, name in enumerate(self.names) if name in self.kind.days]
        is_workbook = not self.table.encoding
        epoch = EPOCH_1904 if self.table.counts_from_1904 else EPOCH_1900
        return WrittenDays(
            today=local_day(at),
            order=self.answers.day_order,
            has_day_first=not self.answers.day_order
            and any_day_first(row.cells[place] for row in self.table.rows() for place in places),
            counts_from=epoch if is_workbook else None,
        )

    def cells(self, row: TableRow) -> dict[str, str]:
        """The cells by our names, without the mark that keeps a text from computing."""
        named = zip(self.names, row.cells, strict=True)
        return {name: unescaped(cell) for name, cell in named if name}

    def read(self, *, at: datetime) -> Iterator[tuple[int, Any | None, list[RowProblem]]]:
        """Each row with what it says, or with what is wrong with it."""
        calendar, spoiled = self.calendar(at), self._spoiled()
        for row in self.table.rows():
            if row.is_hidden and self.answers.hidden_rows == LEAVE:
                continue
            found = spoiled.pop(row.number, [])
            if row.is_hidden and self.answers.hidden_rows != TAKE:
                found.append(RowProblem(row.number, "", "", HIDDEN, SAY_HIDDEN))
            facts, problems = self.kind.read_row(
                row.number, self.cells(row), calendar=calendar, at=at
            )
            columns = {problem.column for problem in found}
            found += [problem for problem in problems if problem.column not in columns]
            is_wrong = any(problem.level == "error" for problem in found)
            yield row.number, None if is_wrong else facts, found
        for number, found in sorted(spoiled.items()):
            yield number, None, found

    def _spoiled(self) -> dict[int, list[RowProblem]]:
        """What the reader of tables found wrong, by row."""
        found: dict[int, list[RowProblem]] = defaultdict(list)
        for problem in self.table.problems:
            if problem.level == "error":
                name = self._column(problem.column) or problem.column
                found[problem.row].append(
                    RowProblem(problem.row, name, problem.value, problem.message)
                )
        return found


def unescaped(text: str) -> str:
    """What stood in a cell before `escape_formula` made it text."""
    return text[1:] if text.startswith("'") and escape_formula(text[1:]) == text else text


def warnings_of(file: ImportFile) -> list[str]:
    """What is said of the file and keeps no row out."""
    table = file.table
    found = [f"The column {name!r} is not known and was not read." for name in file.unknown]
    found += [
        f"Row {problem.row}: {problem.message}"
        for problem in islice(table.problems, 200)
        if problem.level != "error"
    ]
    if table.hidden_rows and file.answers.hidden_rows:
        taken = "read" if file.answers.hidden_rows == TAKE else "left out"
        found.append(f"{len(table.hidden_rows)} hidden rows were {taken}.")
    return found


def annotated_csv(table: ReadTable, report: ImportReport) -> bytes:
    """The file as it came, with what is wrong in a column of its own."""
    header, *rows = _annotated(table, report)
    plain = ([unescaped(cell) for cell in row] for row in rows)
    return "".join(csv_lines(header, plain)).encode("utf-8-sig")


def annotated_workbook(table: ReadTable, report: ImportReport) -> bytes:
    """The same as a workbook; every cell is text, so that nothing computes."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("import")
    for row in _annotated(table, report):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _annotated(table: ReadTable, report: ImportReport) -> Iterator[list[str]]:
    """Header and rows in their places, so that row numbers stay those of the file where it had no
    blank rows.
    """
    kept = [place for place, name in enumerate(table.columns) if name != ERRORS]
    yield [*(table.columns[place] for place in kept), ERRORS]
    for row in table.rows():
        said = "\n".join(report.sentences.get(row.number, ()))
        yield [*(row.cells[place] for place in kept), said]


class RowsInOrder:
    """Rows of a file taken one after the other, each with how many before it said the same; what
    becomes of them is counted in the report.
    """

    def __init__(self, file: ImportFile, report: ImportReport) -> None:
        self.file, self.report = file, report
        self.copies: Counter[str] = Counter()

    def facts(self, *, at: datetime) -> Iterator[tuple[int, Any, int, list[RowProblem]]]:
        """Number, facts (None where the row is wrong), copy and problems of each row."""
        for number, facts, problems in self.file.read(at=at):
            yield number, facts, self._copy(facts), problems

    def _copy(self, facts: Any) -> int:
        if facts is None or facts.external_id:
            return 0
        said = hashlib.sha256(facts_as_text(facts).encode()).hexdigest()
        self.copies[said] += 1
        return self.copies[said] - 1

    def take(
        self,
        number: int,
        facts: Any,
        problems: list[RowProblem],
        act: Callable[[Any], RowResult | None],
    ) -> None:
        """Count what became of a row: wrong, or what `act` made of it; None is a new one."""
        report = self.report
        report.rows += 1
        for problem in problems:
            report.add(problem)
        if facts is None:
            report.refused += 1
            return
        try:
            result = act(facts)
        except Refused as refused:
            report.refused += 1
            report.add(RowProblem(number, "", "", str(refused)))
            return
        if result is None or result.outcome is RowOutcome.STORED:
            report.stored += 1
        elif result.outcome is RowOutcome.UNCHANGED:
            report.unchanged += 1
        else:
            report.conflicts += 1
            value = facts.external_id if result.column == "external_id" else ""
            conflict = RowProblem(number, result.column, value, result.sentence, "", "conflict")
            report.add(conflict)
