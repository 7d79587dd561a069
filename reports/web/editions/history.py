"""The mapping page: a spreadsheet of earlier half-years, what its columns and values mean, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from reports import clock
from reports.accounts.exceptions import Missing, Refused
from reports.accounts.roles import Permission
from reports.submissions.actions.history_sheets import check_sheet, keep_meaning, load_sheet, sheet_of, take_sheet
from reports.submissions.history_file import LARGEST_FILE, REQUIRED, RowProblem
from reports.submissions.history_mapping import (
    CODES,
    COLUMNS,
    DAY_FORMATS,
    FROM_DATE,
    Meaning,
    Sheet,
    UnreadableSheet,
    described,
    meaning_from,
    unknown_values,
)
from reports.submissions.models import HistorySheet
from reports.web.components import Cell, Column, Crumb, PageHeader, Table
from reports.web.editions.forms import SheetForm
from reports.web.guards import AppHttpRequest, needs, post_only

MOST_SHOWN = 200
DAYS = {"iso": "2024-03-31", "us": "03/31/2024", "us_short": "03/31/24"}
TITLES = {
    "agency_code": "Agency's code", "half_year": "Half-year", "access_on": "Day of access",
    "access_kind": "Kind of access (A to F, or none)", "basis": "Basis (detainer or other)", "race": "Race",
    "ethnicity": "Ethnicity", "sex": "Sex", "age": "Age in years", "person_ref": "Reference of the person, if any",
}  # fmt: skip


@dataclass(frozen=True)
class ColumnChoice:
    """One of our columns, and what of the sheet holds it."""

    name: str
    title: str
    chosen: str
    fixed: str
    required: bool


@dataclass(frozen=True)
class ValueChoice:
    """One value of the sheet, and the code it stands for."""

    field: str
    title: str
    value: str
    chosen: str
    codes: tuple[str, ...]


@needs(Permission.ENTER_FOR_AGENCY)
def upload(request: AppHttpRequest) -> HttpResponse:
    """Take a spreadsheet whose columns may be anything."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        try:
            if len(data) > LARGEST_FILE:
                raise UnreadableSheet("The file is larger than 50 MB; split it by half-year.")
            stored = take_sheet(data=data, by=request.user, at=clock.now(), on=clock.today())
        except UnreadableSheet as wrong:
            form.add_error("file", str(wrong))
        else:
            return redirect("editions:history_sheet", stored.pk)
    header = PageHeader(
        title="Earlier half-years", crumbs=(Crumb("OPM", "/opm/"),),
        lead="What OPM received before this system, from a spreadsheet of any shape: you say what its columns mean. "
        "Nothing is guessed, and nothing is loaded while a value is wrong.",
    )  # fmt: skip
    return render(request, "opm/editions/act.html", {"header": header, "form": form, "form_helper": form.helper})


def get_sheet(sheet_id: UUID) -> HistorySheet:
    """A sheet that is not loaded yet. Raises Missing."""
    found = HistorySheet.objects.filter(pk=sheet_id, loaded_at__isnull=True).first()
    if found is None:
        raise Missing(str(sheet_id))
    return found


@needs(Permission.ENTER_FOR_AGENCY)
def mapping(request: AppHttpRequest, sheet_id: UUID) -> HttpResponse:
    """Say what columns and values mean; see at once what is wrong, by row and column of the sheet."""
    stored = get_sheet(sheet_id)
    sheet = sheet_of(stored)
    if request.method == "POST":
        keep_meaning(stored=stored, meaning=_said(request.POST, sheet), by=request.user, on=clock.today())
        return redirect("editions:history_sheet", sheet_id)
    meaning = meaning_from(stored.meaning)
    found = check_sheet(stored, on=clock.today())
    header = PageHeader(
        title="What the spreadsheet means", crumbs=(Crumb("OPM", "/opm/"), Crumb("Earlier half-years", "../")),
        lead=f"{len(sheet.rows)} rows, {len(sheet.header)} columns.",
    )  # fmt: skip
    context = {
        "header": header, "stored": stored, "sheet": sheet, "columns": list(_columns(meaning)),
        "values": list(_values(sheet, meaning)), "days": DAYS.items(), "meaning": meaning, "from_date": FROM_DATE,
        "first_row": [(TITLES[name], value) for name, value in described(sheet, meaning)],
        "problem_count": len(found.problems), "problems": _problems(found.problems), "pairs": len(found.groups),
        "warnings": found.warnings,
        "lines": sum(len(lines) for lines in found.groups.values()),
    }  # fmt: skip
    return render(request, "opm/editions/history.html", context)


def _said(posted: QueryDict, sheet: Sheet) -> Meaning:
    """What was chosen on the page; words that are not offered are left out."""
    columns = {name: posted.get(f"column-{name}", "") for name in COLUMNS}
    fixed = {name: posted.get(f"fixed-{name}", "").strip()[:60] for name in COLUMNS}
    values: dict[str, dict[str, str]] = {}
    for number in range(len(posted)):
        name, value, code = (posted.get(f"{part}-{number}") for part in ("field", "value", "code"))
        if name in CODES and value is not None and code in CODES[name]:
            values.setdefault(name, {})[value] = str(code)
    day_format = posted.get("day_format", "iso")
    return Meaning(
        columns={name: chosen for name, chosen in columns.items() if chosen in sheet.header},
        fixed={name: word for name, word in fixed.items() if word},
        values=values,
        day_format=day_format if day_format in DAY_FORMATS else "iso",
        half_year=FROM_DATE if posted.get("half_year") == FROM_DATE else "",
    )


def _columns(meaning: Meaning) -> Iterator[ColumnChoice]:
    for name in COLUMNS:
        yield ColumnChoice(
            name, TITLES[name], meaning.columns.get(name, ""), meaning.fixed.get(name, ""), name in REQUIRED
        )


def _values(sheet: Sheet, meaning: Meaning) -> Iterator[ValueChoice]:
    for name, found in unknown_values(sheet, meaning).items():
        for value in found:
            yield ValueChoice(name, TITLES[name], value, meaning.values.get(name, {}).get(value, ""), CODES[name])


def _problems(found: list[RowProblem]) -> Table:
    return Table(
        caption="What is wrong",
        columns=(Column("Row", numeric=True), Column("Column"), Column("Value"), Column("Rule")),
        rows=tuple((Cell(p.row), Cell(p.column), Cell(p.value), Cell(p.rule)) for p in found[:MOST_SHOWN]),
    )


@needs(Permission.ENTER_FOR_AGENCY)
@post_only
def load(request: AppHttpRequest, sheet_id: UUID) -> HttpResponse:
    """Bring it in: all of it or nothing."""
    try:
        done = load_sheet(stored=get_sheet(sheet_id), by=request.user, at=clock.now(), on=clock.today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("editions:history_sheet", sheet_id)
    said = f"{done.created} half-years of agencies loaded, {done.amended} amended, {done.unchanged} unchanged."
    messages.success(request, said)
    return redirect("editions:history")
