"""A file of detainers row by row: read, recorded or refused, and given back with what is wrong."""

from __future__ import annotations

import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from reports.accounts.models import Agency, User
from reports.core.csv_export import csv_lines, escape_formula
from reports.core.refusals import Refused
from reports.detainers.policies import check_can_log
from reports.imports.detainers.actions import (
    RowOutcome,
    as_text,
    begin_import,
    finish_import,
    known_row,
    store_row,
)
from reports.imports.detainers.columns import KNOWN, REQUIRED, DetainerRowProblem
from reports.imports.detainers.rows import DetainerFactsOfRow, read_row
from reports.imports.detainers.written import (
    EPOCH_1900,
    EPOCH_1904,
    WrittenDays,
    any_day_first,
)
from reports.law.moments import local_day
from reports.uploads.tables import ReadTable, TableRefused, TableRow
from reports.uploads.tables.layout import folded

DAYS = ("received_at", "date_of_birth", "release_due_at", "decided_at", "outcome_at")
TAKE, LEAVE = "take", "leave"
ERRORS = "import_errors"
MOST_PROBLEMS = 1_000
HIDDEN = "The row is hidden in the sheet."
SAY_HIDDEN = "Say once for the file whether hidden rows count."
IS_MISSING = "The file has no column {name}, and no request can be recorded without it."


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
    problems: list[DetainerRowProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    by_value: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sentences: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, problem: DetainerRowProblem) -> None:
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


class DetainerFile:
    """A table whose columns are those of the contract. Raises TableRefused where one is missing."""

    def __init__(self, table: ReadTable, answers: FileAnswers) -> None:
        self.table, self.answers = table, answers
        self.names = [self._column(name) for name in table.columns]
        missing = [name for name in REQUIRED if name not in self.names]
        if missing:
            raise TableRefused(IS_MISSING.format(name=", ".join(missing)))
        if table.error_count > sum(found.level == "error" for found in table.problems):
            raise TableRefused(
                f"{table.error_count} cells hold no value. Correct the workbook and bring it again."
            )
        twice = [name for name, count in Counter(self.names).items() if name and count > 1]
        if twice:
            raise TableRefused(f"The column {twice[0]} stands twice. Name each column once.")

    @staticmethod
    def _column(name: str) -> str:
        return folded(name) if folded(name) in KNOWN else ""

    @property
    def unknown(self) -> list[str]:
        named = zip(self.table.columns, self.names, strict=True)
        return [column for column, name in named if not name and column != ERRORS]

    def calendar(self, at: datetime) -> WrittenDays:
        """How its days are written, by all of its rows."""
        places = [place for place, name in enumerate(self.names) if name in DAYS]
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

    def read(
        self, *, at: datetime
    ) -> Iterator[tuple[int, DetainerFactsOfRow | None, list[DetainerRowProblem]]]:
        """Each row with what it says, or with what is wrong with it."""
        calendar, spoiled = self.calendar(at), self._spoiled()
        for row in self.table.rows():
            if row.is_hidden and self.answers.hidden_rows == LEAVE:
                continue
            found = spoiled.pop(row.number, [])
            if row.is_hidden and self.answers.hidden_rows != TAKE:
                found.append(DetainerRowProblem(row.number, "", "", HIDDEN, SAY_HIDDEN))
            facts, problems = read_row(row.number, self.cells(row), calendar=calendar, at=at)
            columns = {problem.column for problem in found}
            found += [problem for problem in problems if problem.column not in columns]
            is_wrong = any(problem.level == "error" for problem in found)
            yield row.number, None if is_wrong else facts, found
        for number, found in sorted(spoiled.items()):
            yield number, None, found

    def _spoiled(self) -> dict[int, list[DetainerRowProblem]]:
        """What the reader of tables found wrong, by row."""
        found: dict[int, list[DetainerRowProblem]] = defaultdict(list)
        for problem in self.table.problems:
            if problem.level == "error":
                name = self._column(problem.column) or problem.column
                found[problem.row].append(
                    DetainerRowProblem(problem.row, name, problem.value, problem.message)
                )
        return found


def unescaped(text: str) -> str:
    """What stood in a cell before `escape_formula` made it text."""
    return text[1:] if text.startswith("'") and escape_formula(text[1:]) == text else text


def import_file(
    data: bytes,
    file: DetainerFile,
    *,
    agency: Agency,
    by: User,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    """Record the good rows and report the others. A row is stored in an act of its own, so an
    import that is cut short and run again records each exactly once. Raises PermissionRefused.
    """
    check_can_log(by, agency, on=local_day(at))
    report = ImportReport(warnings=_warnings(file))
    batch = None
    if not is_dry_run:
        sha256 = hashlib.sha256(data).hexdigest()
        batch = begin_import(agency=agency, sha256=sha256, by=by, at=at)
    copies: Counter[int] = Counter()
    for number, facts, problems in file.read(at=at):
        report.rows += 1
        for problem in problems:
            report.add(problem)
        if facts is None:
            report.refused += 1
            continue
        same = hash(as_text(facts))
        copy = copies[same] if not facts.external_id else 0
        copies[same] += 1
        _take(report, number, facts, copy, agency=agency, by=by, at=at, batch=batch)
    if batch is not None:
        counts = {
            name: getattr(report, name) for name in ("stored", "unchanged", "refused", "conflicts")
        }
        finish_import(batch=batch, counts=counts, by=by, at=at)
    return report


def _take(
    report: ImportReport,
    number: int,
    facts: DetainerFactsOfRow,
    copy: int,
    **act: Any,
) -> None:
    try:
        if act["batch"] is None:
            result = known_row(act["agency"], facts, copy=copy)
        else:
            result = store_row(facts=facts, copy=copy, row=number, **act)
    except Refused as refused:
        report.refused += 1
        report.add(DetainerRowProblem(number, "", "", str(refused)))
        return
    if result is None or result.outcome is RowOutcome.STORED:
        report.stored += 1
    elif result.outcome is RowOutcome.UNCHANGED:
        report.unchanged += 1
    else:
        report.conflicts += 1
        value = facts.external_id if result.column == "external_id" else ""
        report.add(
            DetainerRowProblem(number, result.column, value, result.sentence, "", "conflict")
        )


def _warnings(file: DetainerFile) -> list[str]:
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
