"""A spreadsheet with columns of its own, turned into the columns of the history file by what a
person says they mean.

Nothing is guessed from contents: a column counts as known only where its heading is ours, and a
value only where it is one of our codes. Row numbers stay those of the sheet, so that every problem
is named as the person sees it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from reports.access.kinds import AccessKind, Basis
from reports.imports.history.read_file import (
    NONE,
    OPTIONAL,
    REQUIRED,
    ExistingLines,
    HistoryFile,
    HistoryRow,
    HistoryRowProblem,
    read_rows,
)
from reports.law.half_years import CODE as HALF_YEAR
from reports.law.half_years import HalfYear
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.uploads.tables import ReadAs, ReadTable, TableRefused, read_table

COLUMNS = (*REQUIRED, *OPTIONAL)
CODES: dict[str, tuple[str, ...]] = {
    "access_kind": (*AccessKind.values, NONE),
    "basis": tuple(Basis.values),
    "race": tuple(Race.values),
    "ethnicity": tuple(Ethnicity.values),
    "sex": tuple(Sex.values),
}
FROM_DATE = "from_date"
DAY_FORMATS = {"iso": "%Y-%m-%d", "us": "%m/%d/%Y", "us_short": "%m/%d/%y"}
MOST_ROWS, MOST_COLUMNS = 100_000, 60
MOST_VALUES = 60  # different values of one column that a person is asked to translate
MOST_NAMES = 250  # of agencies: more than Connecticut has


class UnreadableSheet(ValueError):
    """The file is no table within bounds; the text is for the person."""


@dataclass(frozen=True)
class Sheet:
    """A header and its rows, all as text, each under the number the sheet shows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows by number; without numbers the header is row 1."""
        return zip(self.numbers or range(2, len(self.rows) + 2), self.rows, strict=True)

    def values_of(self, column: str) -> list[str]:
        """The different values of a column, the most frequent first."""
        place = self.header.index(column)
        return [
            value for value, _ in Counter(row[place] for row in self.rows if any(row)).most_common()
        ]


@dataclass(frozen=True)
class ColumnMapping:
    """What a person says the sheet means: a column for each of ours, or one fixed word; and what
    its values mean.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day_format: str = "iso"
    half_year: str = ""  # FROM_DATE: the half-year in which the day of access lies

    def as_dict(self) -> dict[str, Any]:
        return {
            "columns": dict(self.columns),
            "fixed": dict(self.fixed),
            "day_format": self.day_format,
            "values": {name: dict(found) for name, found in self.values.items()},
            "half_year": self.half_year,
        }


def mapping_from(stored: Mapping[str, Any]) -> ColumnMapping:
    """A meaning that was kept."""
    known = {
        name: stored[name]
        for name in ("columns", "fixed", "values", "day_format", "half_year")
        if name in stored
    }
    return ColumnMapping(**known)


def read_sheet(data: bytes) -> Sheet:
    """The table of a file, through the one reader. Raises UnreadableSheet."""
    try:
        table = read_table(data, ReadAs(expected=COLUMNS))
    except TableRefused as refused:
        raise UnreadableSheet(str(refused)) from None
    _check_sheet(table)
    rows = list(table.rows())
    return Sheet(table.columns, tuple(row.cells for row in rows), tuple(row.number for row in rows))


def _check_sheet(table: ReadTable) -> None:
    """All of the sheet is loaded or nothing, so what spoils a row refuses it here."""
    wrong = next((found for found in table.problems if found.level == "error"), None)
    if wrong is not None:
        where = f"Row {wrong.row}, column {wrong.column!r}" if wrong.column else f"Row {wrong.row}"
        more = f" {table.error_count - 1} more are wrong." if table.error_count > 1 else ""
        raise UnreadableSheet(f"{where}: {wrong.message}{more}")
    if not table.row_count:
        raise UnreadableSheet(f"Below row {table.header_row} the file holds no row.")
    if table.hidden_rows:
        raise UnreadableSheet(
            f"Row {table.hidden_rows[0]} is hidden ({len(table.hidden_rows)} in all). Show the rows"
            " that count and delete the others, then bring the file again."
        )
    if len(table.columns) > MOST_COLUMNS or table.row_count > MOST_ROWS:
        raise UnreadableSheet(
            f"At most {MOST_ROWS} rows and {MOST_COLUMNS} columns; split the file by half-year."
        )


def first_mapping(sheet: Sheet, kept: ColumnMapping | None = None) -> ColumnMapping:
    """Where to begin: what was said last of a sheet with these headings, else only headings that
    are ours.
    """
    if kept is not None and set(kept.columns.values()) <= set(sheet.header):
        return kept
    ours = {re.sub(r"[^a-z]+", "_", name.casefold()).strip("_"): name for name in sheet.header}
    return ColumnMapping(columns={name: ours[name] for name in COLUMNS if name in ours})


def unknown_values(
    sheet: Sheet, meaning: ColumnMapping, agencies: Collection[str] = ()
) -> dict[str, list[str]]:
    """By column of ours, the values of the sheet that are none of our codes: a person says what
    each means.
    """
    codes = {"agency_code": agencies, **CODES}
    found = {
        name: [
            value for value in sheet.values_of(meaning.columns[name]) if value not in codes[name]
        ]
        for name in codes
        if name in meaning.columns
    }
    if "half_year" in meaning.columns and not meaning.half_year:
        found["half_year"] = [
            v for v in sheet.values_of(meaning.columns["half_year"]) if not HALF_YEAR.match(v)
        ]
    return {
        name: values[: MOST_NAMES if name == "agency_code" else MOST_VALUES]
        for name, values in found.items()
    }


def read_with(sheet: Sheet, meaning: ColumnMapping, known: ExistingLines) -> HistoryFile:
    """The sheet through the rules of the history file; problems name the sheet's own columns and
    values.
    """
    missing = [
        name
        for name in REQUIRED
        if name not in meaning.columns
        and name not in meaning.fixed
        and not (name == "half_year" and meaning.half_year)
    ]
    if missing:
        rule = "Say which column of the sheet holds this, or one fixed value."
        return HistoryFile(problems=[HistoryRowProblem(1, name, "", rule) for name in missing])
    result = read_rows(_as_history(sheet, meaning, known), known)
    by_number = dict(sheet.numbered())
    for found in (result.problems, result.doubles, result.overlaps):
        found[:] = [_named_as_in_sheet(one, sheet, meaning, by_number) for one in found]
    return result


def _as_history(sheet: Sheet, meaning: ColumnMapping, known: ExistingLines) -> Iterator[HistoryRow]:
    for number, row in sheet.numbered():
        found = dict(zip(sheet.header, row, strict=True))
        if any(row):
            yield HistoryRow(
                number, {name: _value(name, found, meaning, known) for name in COLUMNS}
            )


def _value(name: str, row: Mapping[str, str], meaning: ColumnMapping, known: ExistingLines) -> str:
    if _is_none(row, meaning) and name not in {"agency_code", "half_year", "access_kind"}:
        return ""
    if name == "half_year" and meaning.half_year == FROM_DATE:
        return _half_of(_value("access_on", row, meaning, known), known)
    if name not in meaning.columns:
        return meaning.fixed.get(name, "")
    raw = row[meaning.columns[name]]
    if name == "access_on":
        return _day(raw, meaning.day_format)
    return meaning.values.get(name, {}).get(raw, raw)


def _is_none(row: Mapping[str, str], meaning: ColumnMapping) -> bool:
    raw = row.get(meaning.columns.get("access_kind", ""), "")
    return meaning.values.get("access_kind", {}).get(raw, raw) == NONE


def _day(raw: str, day_format: str) -> str:
    try:
        return datetime.strptime(raw, DAY_FORMATS[day_format]).date().isoformat()  # noqa: DTZ007 - a day, no moment
    except (ValueError, KeyError):
        return raw


def _half_of(day: str, known: ExistingLines) -> str:
    """The half-year a day lies in: OPM's own days where it configured any, else the calendar's."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return ""
    configured = (
        code for code, (first, last) in known.configured_days.items() if first <= found <= last
    )
    return next(configured, HalfYear.of(found).code)


def _named_as_in_sheet(
    problem: HistoryRowProblem,
    sheet: Sheet,
    meaning: ColumnMapping,
    by_number: Mapping[int, tuple[str, ...]],
) -> HistoryRowProblem:
    column = meaning.columns.get(problem.column)
    if column is None or problem.row not in by_number:
        return problem
    value = by_number[problem.row][sheet.header.index(column)]
    return replace(problem, column=column, value=value[:60])


def described(
    sheet: Sheet, meaning: ColumnMapping, known: ExistingLines
) -> Sequence[tuple[str, str]]:
    """The first row as it is understood, for the person to compare."""
    first = next((row for row in sheet.rows if any(row)), None)
    if first is None:
        return ()
    found = dict(zip(sheet.header, first, strict=True))
    return [(name, _value(name, found, meaning, known)) for name in COLUMNS]
