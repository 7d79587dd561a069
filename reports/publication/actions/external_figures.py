"""Register numbers that are already published elsewhere: the earlier dataset, answers to records
requests.

Withholding such a number protects nobody and helps whoever computes the rest, so disclosure control
takes it as known.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.half_years import HalfYear, PeriodError
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.tables import ALL, VARIABLES, breakdowns
from reports.publication.models.other_figures import ExternalFigure
from reports.publication.policies import check_can_record_external_figures

COLUMNS = (
    "unit",
    "half_year",
    "agency_code",
    "row_variable",
    "row_value",
    "column_variable",
    "column_value",
    "count",
)


@dataclass(frozen=True)
class ExternalFigureError:
    """One wrong value of the file, by row and column as a spreadsheet shows them."""

    row: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"Row {self.row}, column {self.column}: {self.value!r}. {self.rule}"


@verb
def record_external_figure(
    *, cells: dict[Cell, int], source: str, by: User, at: datetime, on: date
) -> int:
    """Register numbers as known to everyone; those registered before are not changed. Returns how
    many were new.
    """
    check_can_record_external_figures(by, on=on)
    if not source.strip():
        raise StateRefused(
            "Say where these numbers are public, for example the dataset's address or a letter's"
            " date."
        )
    before = ExternalFigure.objects.count()
    ExternalFigure.objects.bulk_create(
        [
            ExternalFigure(
                cell=cell.key(),
                value=value,
                source=source.strip()[:200],
                recorded_at=at,
                recorded_by=by,
            )
            for cell, value in sorted(cells.items())
        ],
        ignore_conflicts=True,
    )
    fresh = ExternalFigure.objects.count() - before
    record(
        chain=OPM_CHAIN,
        event="already_public.registered",
        actor=str(by.pk),
        at=at,
        detail={"numbers": fresh, "of": len(cells)},
    )
    return fresh


def read_external_figures(data: bytes) -> tuple[dict[Cell, int], list[ExternalFigureError]]:
    """A file with the columns of tables.csv, as numbers by cell, or its errors."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, [
            ExternalFigureError(1, "", "", "The file must be UTF-8 text. Save it as CSV UTF-8.")
        ]
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        return {}, [ExternalFigureError(1, name, "", "This column is missing.") for name in missing]
    codes = set(Agency.objects.values_list("code", flat=True))
    cells: dict[Cell, int] = {}
    problems: list[ExternalFigureError] = []
    for number, row in enumerate(reader, start=2):
        values = {name: (row[name] or "").strip() for name in COLUMNS}
        if any(values.values()):
            problems += _taken(number, values, codes, cells)
    return cells, problems


def _taken(
    number: int, values: dict[str, str], codes: set[str], cells: dict[Cell, int]
) -> list[ExternalFigureError]:
    """Add a valid row to the cells; returns the errors of an invalid one."""
    wrong = [
        ExternalFigureError(number, column, values[column][:60], rule)
        for column, rule in _rules_broken(values, codes)
    ]
    if wrong:
        return wrong
    cell = _cell(values)
    if cells.setdefault(cell, int(values["count"])) != int(values["count"]):
        return [
            ExternalFigureError(
                number, "count", values["count"], "An earlier row says otherwise of this number."
            )
        ]
    return []


def _cell(values: dict[str, str]) -> Cell:
    pairs = [
        (values["row_variable"], values["row_value"]),
        (values["column_variable"], values["column_value"]),
    ]
    attributes = tuple((name, value) for name, value in pairs if name and value != ALL)
    return Cell(values["unit"], values["half_year"], values["agency_code"], attributes)


def _rules_broken(values: dict[str, str], codes: set[str]) -> list[tuple[str, str]]:
    wrong = []
    if values["unit"] not in {EVENTS, PERSONS}:
        wrong.append(("unit", "events or persons."))
    try:
        HalfYear.parse(values["half_year"])
    except PeriodError:
        wrong.append(("half_year", "A half-year is written like 2024H1."))
    if values["agency_code"] not in codes | {ALL}:
        wrong.append(("agency_code", f"An agency's code, or {ALL}."))
    if not (values["count"].isascii() and values["count"].isdigit()):
        wrong.append(("count", "A whole number."))
    return wrong or _attributes_broken(values)


def _attributes_broken(values: dict[str, str]) -> list[tuple[str, str]]:
    for name in ("row", "column"):
        variable, value = values[f"{name}_variable"], values[f"{name}_value"]
        if variable and variable not in VARIABLES:
            return [(f"{name}_variable", f"One of {' '.join(VARIABLES)}, or empty.")]
        if variable and value not in {*VARIABLES[variable].levels, ALL}:
            return [(f"{name}_value", f"One of {' '.join(VARIABLES[variable].levels)}, or {ALL}.")]
    cell = _cell(values)
    if cell.group not in breakdowns(cell.unit) or (cell.attributes and not cell.statewide):
        return [("row_variable", "No published table breaks this unit down so.")]
    return []
