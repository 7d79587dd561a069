"""Reading OPM's file of earlier half-years: every wrong value by row, column, value and rule, or
the rows in groups.

Columns: agency_code, half_year, access_on, access_kind, basis, race, ethnicity, sex, age, and
person_ref if known. An agency that reported none has one row with its code, its half-year and the
kind `none`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.access.kinds import AccessKind, Basis
from reports.law.half_years import HalfYear, PeriodError
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.submissions.content import ReportLine
from reports.uploads.tables import ReadAs, ReadTable, TableRefused, read_table

REQUIRED = (
    "agency_code",
    "half_year",
    "access_on",
    "access_kind",
    "basis",
    "race",
    "ethnicity",
    "sex",
    "age",
)
OPTIONAL = ("person_ref",)
NONE = "none"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
AGE = re.compile(r"[0-9]{1,3}", re.ASCII)
LARGEST_FILE = 50 * 1024 * 1024
LONGEST_SHOWN = 60
MOST_PROBLEMS = 200

Place = tuple[str, str]


@dataclass(frozen=True)
class HistoryRowProblem:
    """One wrong value. The row is counted as a spreadsheet shows it: the header is row 1."""

    row: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"Row {self.row}, column {self.column}: {self.value!r}. {self.rule}"


@dataclass
class HistoryFile:
    """The rows by agency and half-year; an empty list is a nil report."""

    groups: dict[Place, list[ReportLine]] = field(default_factory=dict)
    problems: list[HistoryRowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubles: list[HistoryRowProblem] = field(default_factory=list)
    overlaps: list[HistoryRowProblem] = field(default_factory=list)
    first_rows: dict[Place, int] = field(default_factory=dict)
    nil_places: set[Place] = field(default_factory=set)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def warnings(self) -> list[str]:
        """What a person should look at; it stops nothing. Of many double rows the first are
        named.
        """
        more = len(self.doubles) - MOST_PROBLEMS
        named = [
            str(found) for found in (*self.overlaps[:MOST_PROBLEMS], *self.doubles[:MOST_PROBLEMS])
        ]
        return [
            *self.notes,
            *named,
            *([f"{more} more rows say the same as an earlier one."] if more > 0 else []),
        ]


@dataclass(frozen=True)
class HistoryRow:
    """A row of the sheet under its number."""

    number: int
    values: Mapping[str, str]

    def problem(self, column: str, rule: str) -> HistoryRowProblem:
        return HistoryRowProblem(
            self.number, column, self.values.get(column, "")[:LONGEST_SHOWN], rule
        )


@dataclass(frozen=True)
class ExistingLines:
    """What values are checked against: agency codes, the days of half-years that OPM configured,
    the day it is, and the places for which an agency certified a report of its own."""

    codes: Collection[str]
    today: date
    configured_days: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    certified: Collection[Place] = ()

    def days_of(self, half: HalfYear) -> tuple[date, date]:
        return self.configured_days.get(half.code, (half.starts_on, half.ends_on))

    def overlapped_by(self, half: HalfYear) -> str:
        """Another half-year whose configured days reach into this one's; empty where each day
        belongs to one only.
        """
        first, last = self.days_of(half)
        days = self.configured_days.items()
        return next(
            (code for code, (f, t) in days if code != half.code and f <= last and t >= first), ""
        )


def read_history(data: bytes, known: ExistingLines) -> HistoryFile:
    """The file in groups, or what is wrong with it. Nothing is looked up or stored here."""
    result = HistoryFile()
    try:
        table = read_table(data, ReadAs(expected=(*REQUIRED, *OPTIONAL)))
    except TableRefused as refused:
        result.problems.append(HistoryRowProblem(1, "", "", str(refused)))
        return result
    _note_table(table, result)
    return read_rows(_rows(table, result), known, result)


def read_rows(
    rows: Iterable[HistoryRow], known: ExistingLines, found: HistoryFile | None = None
) -> HistoryFile:
    """Rows in groups, or what is wrong with them, beside what was found before."""
    result = found if found is not None else HistoryFile()
    spoiled = {(problem.row, problem.column) for problem in result.problems}
    for row in rows:
        problems = _problems_of(row, known)
        if problems:
            result.problems += [
                wrong for wrong in problems if (wrong.row, wrong.column) not in spoiled
            ]
        else:
            _take(result, row, known)
    return result


def _note_table(table: ReadTable, result: HistoryFile) -> None:
    """What the reader found wrong, and what a person should know."""
    result.problems += [
        HistoryRowProblem(found.row, found.column, found.value, found.message)
        for found in table.problems
        if found.level == "error"
    ]
    if table.hidden_rows:
        result.notes.append(
            f"{len(table.hidden_rows)} rows are hidden in the sheet and were read, the first in row"
            f" {table.hidden_rows[0]}."
        )


def _rows(table: ReadTable, result: HistoryFile) -> Iterator[HistoryRow]:
    """The rows of a table, once its header is whole."""
    header = [name.strip().lower() for name in table.columns]
    if _header_is_whole(header, table.header_row, result):
        for row in table.rows():
            yield HistoryRow(row.number, dict(zip(header, row.cells, strict=True)))


def _header_is_whole(header: list[str], number: int, result: HistoryFile) -> bool:
    missing = [name for name in REQUIRED if name not in header]
    rule = "This column is missing. The header row names the columns."
    result.problems += [HistoryRowProblem(number, name, "", rule) for name in missing]
    unknown = [name for name in header if name and name not in REQUIRED + OPTIONAL]
    result.notes += [
        f"Column {name[:LONGEST_SHOWN]!r} is not known and was not read." for name in unknown
    ]
    return not missing


def _problems_of(row: HistoryRow, known: ExistingLines) -> list[HistoryRowProblem]:
    problems = _place_problems(row, known)
    if row.values["access_kind"] == NONE:
        filled = [
            name
            for name in (*REQUIRED[2:], *OPTIONAL)
            if name != "access_kind" and row.values.get(name)
        ]
        return problems + [
            row.problem(name, "A row of kind `none` has only code and half-year.")
            for name in filled
        ]
    wrong = [
        row.problem(name, rule)
        for name, (fits, rule) in _RULES.items()
        if not fits(row.values[name])
    ]
    return problems + wrong or _day_problems(row, known)


def _place_problems(row: HistoryRow, known: ExistingLines) -> list[HistoryRowProblem]:
    problems = []
    if row.values["agency_code"] not in known.codes:
        problems.append(row.problem("agency_code", "No agency has this code."))
    try:
        half = HalfYear.parse(row.values["half_year"])
    except PeriodError:
        return [*problems, row.problem("half_year", "A half-year is written like 2024H1.")]
    if known.days_of(half)[1] >= known.today:
        return [*problems, row.problem("half_year", "This half-year is not over yet.")]
    if other := known.overlapped_by(half):
        rule = (
            f"Its days overlap those of {other} as OPM set them. Set the days of {half} first: each"
            " day has one."
        )
        return [*problems, row.problem("half_year", rule)]
    return problems


def _day_problems(row: HistoryRow, known: ExistingLines) -> list[HistoryRowProblem]:
    """The day of a sound row lies in its half-year."""
    first, last = known.days_of(HalfYear.parse(row.values["half_year"]))
    if first <= date.fromisoformat(row.values["access_on"]) <= last:
        return []
    return [
        row.problem(
            "access_on",
            f"A day of {row.values['half_year']}: {first.isoformat()} to {last.isoformat()}.",
        )
    ]


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_age(text: str) -> bool:
    return not text or (bool(AGE.fullmatch(text)) and int(text) <= 125)


def _one_of(words: Collection[str]) -> tuple[Callable[[str], bool], str]:
    return (lambda text: text in words), f"One of {' '.join(words)}."


_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "access_on": (_is_day, "A day written like 2024-03-31."),
    "access_kind": (
        lambda text: text in AccessKind.values,
        f"One of {' '.join(AccessKind.values)}, or none.",
    ),
    "basis": _one_of(Basis.values),
    "race": _one_of(Race.values),
    "ethnicity": _one_of(Ethnicity.values),
    "sex": _one_of(Sex.values),
    "age": (_is_age, "A whole number from 0 to 125, or empty."),
}


def _take(result: HistoryFile, row: HistoryRow, known: ExistingLines) -> None:
    """Put a sound row where it belongs, unless it contradicts the rows of its group."""
    values = row.values
    place = (values["agency_code"], values["half_year"])
    is_none = values["access_kind"] == NONE
    if place in result.groups and (is_none or place in result.nil_places):
        first = result.first_rows[place]
        rule = (
            f"`none` stands alone: row {first} already says something of this agency and half-year."
        )
        result.problems.append(row.problem("access_kind", rule))
        return
    if result.first_rows.setdefault(place, row.number) == row.number and place in known.certified:
        rule = (
            "The agency certified a report of its own for this half-year; what differs here"
            " amends it."
        )
        result.overlaps.append(row.problem("half_year", rule))
    lines = result.groups.setdefault(place, [])
    if is_none:
        result.nil_places.add(place)
    else:
        _warn_of_double(result, row)
        lines.append(_line(row))


def _warn_of_double(result: HistoryFile, row: HistoryRow) -> None:
    """The same row twice is two accesses, as the file says; whether it was meant so is for a person
    to look at.
    """
    values = tuple(row.values.get(name, "") for name in (*REQUIRED, *OPTIONAL))
    first = result.seen.setdefault(values, row.number)
    if first != row.number:
        counted = (
            "both are counted"
            if row.values.get("person_ref")
            else "both are counted, as two persons"
        )
        result.doubles.append(
            row.problem("person_ref", f"Row {first} says the same throughout; {counted}.")
        )


def _line(row: HistoryRow) -> ReportLine:
    values = row.values
    reference = values.get("person_ref", "")
    return ReportLine(
        access_on=date.fromisoformat(values["access_on"]),
        access_kind=values["access_kind"],
        basis=values["basis"],
        race=values["race"],
        ethnicity=values["ethnicity"],
        sex=values["sex"],
        age=int(values["age"]) if values["age"] else None,
        person=f"ref:{reference}" if reference else f"row:{row.number}",
    )
