"""The mapping page: a spreadsheet of earlier half-years, what its columns and values mean, its
errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.queries import agency_names
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date
from reports.core.refusals import Refused
from reports.imports.history.actions import (
    existing_lines,
    load_upload,
    save_mapping,
    store_upload,
    upload_of,
)
from reports.imports.history.column_mapping import (
    CODES,
    COLUMNS,
    DAY_FORMATS,
    FROM_DATE,
    ColumnMapping,
    Sheet,
    UnreadableSheet,
    described,
    mapping_from,
    read_with,
    unknown_values,
)
from reports.imports.history.queries import get_waiting_upload
from reports.imports.history.read_file import LARGEST_FILE, REQUIRED, HistoryRowProblem
from reports.law.half_years import CODE as HALF_YEAR
from reports.web.opm.editions.forms import SheetForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import Column, Crumb, PageHeader, Table, TableCell
from reports.web.shared.revisions import Standing, revised

MOST_SHOWN = 200
DAYS = {"iso": "2024-03-31", "us": "03/31/2024", "us_short": "03/31/24"}
TITLES = {
    "agency_code": "Agency's code",
    "half_year": "Reporting period",
    "access_on": "Day of access",
    "access_kind": "Kind of access (A to F, or none)",
    "basis": "Basis (detainer or other)",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "age": "Age in years",
    "person_ref": "Reference of the person, if any",
}


@dataclass(frozen=True)
class ColumnChoice:
    """One of our columns, and the column of the spreadsheet that holds it."""

    name: str
    title: str
    chosen: str
    fixed: str
    required: bool


@dataclass(frozen=True)
class ValueChoice:
    """One value of the spreadsheet, and the code it means."""

    field: str
    title: str
    value: str
    chosen: str
    codes: tuple[str, ...]
    suggested: str = ""

    @property
    def shown(self) -> str:
        """The field's value: what was chosen, else the agency with exactly this name."""
        return self.chosen or self.suggested


@needs(Permission.ENTER_FOR_AGENCY)
def upload(request: AppHttpRequest) -> HttpResponse:
    """Upload a spreadsheet with any columns."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        try:
            if len(data) > LARGEST_FILE:
                raise UnreadableSheet(
                    "The file is larger than 50 MB; split it by reporting period."
                )
            stored = store_upload(data=data, by=request.user, at=clock.now(), on=clock.today())
        except UnreadableSheet as wrong:
            form.add_error("file", str(wrong))
        else:
            return redirect("editions:history_sheet", stored.pk)
    header = PageHeader(
        title="Past reports",
        crumbs=(Crumb("OPM", "/opm/"),),
        lead=(
            "What OPM received before this system, from a spreadsheet of any shape: you say what"
            " its columns mean. Nothing is guessed, and nothing is loaded while a value is wrong."
        ),
    )
    return render(
        request,
        "shared/action.html",
        {"header": header, "form": form, "form_helper": form.helper},
    )


def meaning_as_kept(_request: AppHttpRequest, sheet_id: UUID) -> Standing:
    """What the spreadsheet's columns and values are said to mean now. Raises NotFound."""
    kept = mapping_from(get_waiting_upload(sheet_id).meaning)
    values = {f"Column {name}": found for name, found in kept.columns.items()}
    values |= {f"Fixed {name}": word for name, word in kept.fixed.items()}
    back = reverse("editions:history_sheet", args=[sheet_id])
    return Standing(f"history {sheet_id}", values, content=kept.as_dict(), back=back)


@needs(Permission.ENTER_FOR_AGENCY)
@revised(meaning_as_kept)
def mapping(request: AppHttpRequest, sheet_id: UUID) -> HttpResponse:
    """Choose what columns and values mean; errors are shown at once, by row and column of the
    spreadsheet.
    """
    stored = get_waiting_upload(sheet_id)
    sheet = upload_of(stored)
    agencies = agency_names()
    if request.method == "POST":
        save_mapping(
            stored=stored,
            meaning=_posted_mapping(request.POST, sheet, agencies),
            by=request.user,
            at=clock.now(),
            on=clock.today(),
        )
        return redirect("editions:history_sheet", sheet_id)
    header = PageHeader(
        title="What the spreadsheet means",
        crumbs=(Crumb("OPM", "/opm/"), Crumb("Past reports", "../")),
        lead=(
            f"{len(sheet.rows)} rows, {len(sheet.header)} columns. Kept sealed until it is loaded,"
            f" at the latest until {long_date(stored.kept_until)};"
            " then it is destroyed."
        ),
    )
    context = {"header": header, "stored": stored, "sheet": sheet, "agencies": agencies}
    understood = _understood(sheet, mapping_from(stored.meaning), agencies)
    return render(request, "opm/editions/history_upload.html", context | understood)


def _understood(
    sheet: Sheet, meaning: ColumnMapping, agencies: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows of a mapping: the choices, the first row read with it, errors and
    warnings.
    """
    known = existing_lines(on=clock.today())
    found = read_with(sheet, meaning, known)
    return {
        "meaning": meaning,
        "columns": list(_columns(meaning)),
        "values": list(_values(sheet, meaning, agencies)),
        "days": DAYS.items(),
        "from_date": FROM_DATE,
        "first_row": [(TITLES[name], value) for name, value in described(sheet, meaning, known)],
        "problem_count": len(found.problems),
        "problems": _problems(found.problems),
        "pairs": len(found.groups),
        "warnings": found.warnings,
        "lines": sum(len(lines) for lines in found.groups.values()),
    }


def _posted_mapping(posted: QueryDict, sheet: Sheet, agencies: Mapping[str, str]) -> ColumnMapping:
    """What was chosen on the page; words that are not offered are left out."""
    columns = {name: posted.get(f"column-{name}", "") for name in COLUMNS}
    fixed = {name: posted.get(f"fixed-{name}", "").strip()[:60] for name in COLUMNS}
    values: dict[str, dict[str, str]] = {}
    for number in range(len(posted)):
        name, value, code = (posted.get(f"{part}-{number}") for part in ("field", "value", "code"))
        if name and value is not None and code and _is_ours(name, code.strip(), agencies):
            values.setdefault(name, {})[value] = code.strip()
    day_format = posted.get("day_format", "iso")
    return ColumnMapping(
        columns={name: chosen for name, chosen in columns.items() if chosen in sheet.header},
        fixed={name: word for name, word in fixed.items() if word},
        values=values,
        day_format=day_format if day_format in DAY_FORMATS else "iso",
        half_year=FROM_DATE if posted.get("half_year") == FROM_DATE else "",
    )


def _is_ours(name: str, code: str, agencies: Mapping[str, str]) -> bool:
    if name == "agency_code":
        return code in agencies
    return bool(HALF_YEAR.match(code)) if name == "half_year" else code in CODES.get(name, ())


def _columns(meaning: ColumnMapping) -> Iterator[ColumnChoice]:
    for name in COLUMNS:
        yield ColumnChoice(
            name,
            TITLES[name],
            meaning.columns.get(name, ""),
            meaning.fixed.get(name, ""),
            name in REQUIRED,
        )


def _values(
    sheet: Sheet, meaning: ColumnMapping, agencies: Mapping[str, str]
) -> Iterator[ValueChoice]:
    """An agency of the very same name is put into its field, and counts once a person has kept
    it.
    """
    named = {name.casefold(): code for code, name in agencies.items()}
    for name, found in unknown_values(sheet, meaning, agencies).items():
        for value in found:
            suggested = named.get(value.casefold(), "") if name == "agency_code" else ""
            chosen = meaning.values.get(name, {}).get(value, "")
            yield ValueChoice(name, TITLES[name], value, chosen, CODES.get(name, ()), suggested)


def _problems(found: list[HistoryRowProblem]) -> Table:
    return Table(
        caption="What is wrong",
        columns=(Column("Row", numeric=True), Column("Column"), Column("Value"), Column("Rule")),
        rows=tuple(
            (TableCell(p.row), TableCell(p.column), TableCell(p.value), TableCell(p.rule))
            for p in found[:MOST_SHOWN]
        ),
    )


@needs(Permission.ENTER_FOR_AGENCY)
@post_only
@revised(meaning_as_kept)
def load(request: AppHttpRequest, sheet_id: UUID) -> HttpResponse:
    """Import it: all of it or nothing."""
    try:
        done = load_upload(
            stored=get_waiting_upload(sheet_id), by=request.user, at=clock.now(), on=clock.today()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("editions:history_sheet", sheet_id)
    message = (
        f"{done.created} reporting periods of agencies loaded, {done.amended} amended,"
        f" {done.unchanged}"
        " unchanged."
    )
    messages.success(request, message)
    return redirect("editions:history")
