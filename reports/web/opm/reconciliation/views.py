"""The federal detainer file compared with the agencies' logs. OPM's reviewers only; none of it is
published.
"""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.queries import agencies_by_name
from reports.accounts.roles import Permission
from reports.core import clock
from reports.reconciliation.actions import link_facility, load_federal_file
from reports.reconciliation.models import FederalFile
from reports.reconciliation.queries import (
    Compared,
    Facility,
    compared,
    facilities,
    federal_files,
    get_federal_file,
    lift_reasons,
)
from reports.web.opm.reconciliation.revisions import (
    NOT_COVERED,
    decided,
    facility_as_it_stands,
    facility_standing,
)
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.action_pages import action_saved, submit_action
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Alert,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
    Tone,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.revisions import revised

MAY = Permission.REVIEW_SUBMISSION
STATE_TONES: dict[str, Tone] = {"waiting": "waiting", "counted": "good", "refused": "stop"}
FILES = (
    Column("File"),
    Column("Loaded"),
    Column("State"),
    Column("Months"),
    Column("Connecticut rows", numeric=True),
)
MONTHS = (
    Column("Agency"),
    Column("Month"),
    Column("Federal file", numeric=True),
    Column("Log, I-247 forms", numeric=True),
    Column("Difference", numeric=True),
    Column("Log, all requests", numeric=True),
)


class FederalFileForm(AppForm):
    """A file to load."""

    title = short_text(
        "Which release is it?",
        required=True,
        help_text="For example: detainers, October 2025 release.",
    )
    file = forms.FileField(
        label="File",
        help_text=(
            "XLSX or CSV as published, up to 25 MB; a larger one by the command "
            "load_federal_detainers. It is counted, then destroyed: no row about a person is kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class FacilityForm(AppForm):
    """Whose facility a code is."""

    code = forms.CharField(max_length=100, widget=forms.HiddenInput)
    agency = forms.ChoiceField(label="Whose is it?")

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in agencies}
        listed: Any = self.fields["agency"]
        named = [(code, agency.name) for code, agency in self.agencies.items()]
        listed.choices = [("", "Choose"), (NOT_COVERED, "Nobody's whom the act covers"), *named]


@needs(MAY)
def reconciliation(request: AppHttpRequest) -> HttpResponse:
    """The files that were loaded, and loading another."""
    bound = request.method == "POST"
    form = FederalFileForm(request.POST, request.FILES) if bound else FederalFileForm()
    if bound and submit_action(
        form,
        lambda: load_federal_file(
            title=form.written("title"),
            data=form.cleaned_data["file"].read(),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request, "Loaded. It is being counted; open it in a moment.", "opm:reconciliation"
        )
    header = PageHeader(
        title="Compare with ICE data",
        crumbs=opm_crumbs(),
        lead=(
            "What researchers publish of federal detainers, counted per agency and month, beside"
            " what each log holds. For OPM only; nothing of it is published."
        ),
    )
    rows = [_file_cells(file) for file in federal_files()[:50]]
    empty = EmptyState("No file yet", "Load one to compare.")
    table = Table(caption="Files", caption_hidden=True, columns=FILES, rows=rows, empty=empty)
    helper = form_helper("title", "file", Buttons(Submit("load", "Load and count it")))
    context = {"header": header, "table": table, "form": form, "form_helper": helper}
    return render(request, "opm/reconciliation/files.html", context, status=422 if bound else 200)


def _file_cells(file: FederalFile) -> list[TableCell]:
    months = f"{file.first_month} to {file.last_month}" if file.first_month else ""
    return [
        TableCell(file.title, url=reverse("opm:federal_file", args=[file.pk])),
        TableCell(moment=file.loaded_at, detail=file.loaded_by.name),
        TableCell(chip=Chip(file.get_state_display(), STATE_TONES[file.state])),
        TableCell(months),
        TableCell(file.rows_here if file.state == "counted" else ""),
    ]


@needs(MAY)
def federal_file(request: AppHttpRequest, file_id: UUID) -> HttpResponse:
    """One file: where its counts and the logs disagree, whose each facility is, what could not be
    counted.
    """
    file = get_federal_file(file_id)
    every = request.GET.get("show") == "all"
    rows, places = compared(file), facilities(file)
    shown = rows if every else [row for row in rows if row.disagrees]
    page = page_of(shown, request.GET.get("page"))
    agencies = list(agencies_by_name())
    context = {
        "header": _header(file, every=every),
        "alerts": _alerts(file, places),
        "tiles": _tiles(file, rows, places),
        "table": _months(page, every=every),
        "facilities": [_facility(file, place, agencies) for place in places],
        "reasons": _reasons(file),
        "problems": _problems(file),
        "file": file,
    }
    return render(request, "opm/reconciliation/file.html", context)


def _header(file: FederalFile, *, every: bool) -> PageHeader:
    other = (
        Action("Only what disagrees", "?", kind="quiet")
        if every
        else Action("All months", "?show=all", kind="quiet")
    )
    return PageHeader(
        title=file.title,
        eyebrow="Compare with ICE data",
        crumbs=opm_crumbs(Crumb("Federal file", reverse("opm:reconciliation"))),
        chip=Chip(file.get_state_display(), STATE_TONES[file.state]),
        actions=(other,) if file.first_month else (),
    )


def _alerts(file: FederalFile, places: list[Facility]) -> list[Alert]:
    if file.state == "waiting":
        return [Alert("info", "The file is being counted", "Open this page again in a moment.")]
    if file.state == "refused":
        return [Alert("stop", "The file could not be read", file.refusal)]
    open_ = sum(place.detainers for place in places if place.link is None)
    text = (
        "A federal report once named the wrong agencies, so nothing is concluded from a name. Say"
        " whose each is below."
    )
    return (
        [Alert("warning", f"{counted(open_, 'detainer')} at facilities not matched yet", text)]
        if open_
        else []
    )


def _tiles(file: FederalFile, rows: list[Compared], places: list[Facility]) -> list[Tile]:
    apart = [row for row in rows if row.disagrees]
    comparable = sum(row.has_facility for row in rows)
    return [
        Tile(
            "Rows of Connecticut",
            file.rows_here,
            detail=f"of {file.rows_read} read; {file.rows_twice} stood twice",
        ),
        Tile(
            "Months that disagree",
            len(apart),
            detail=f"of {comparable} compared",
            tone="warning" if apart else "good",
        ),
        Tile(
            "Facilities to place",
            sum(place.link is None for place in places),
            detail=f"of {len(places)}",
        ),
        Tile(
            "Rows not counted",
            file.problem_count,
            tone="warning" if file.problem_count else "neutral",
        ),
    ]


def _months(page: Any, *, every: bool) -> Table:
    query = urlencode({"show": "all"}) if every else ""
    return Table(
        caption="Per agency and month",
        caption_hidden=True,
        columns=MONTHS,
        rows=[_month_cells(row) for row in page.object_list],
        page=links_of(page, query),
        empty=EmptyState(
            "Nothing disagrees", "Where facilities are placed, file and logs say the same."
        ),
    )


def _month_cells(row: Compared) -> list[TableCell]:
    difference = f"{row.difference:+d}" if row.difference else "0"
    why = "before its log begins" if row.before_log else ""
    none = "" if row.has_facility else "no facility placed"
    return [
        TableCell(row.agency.name),
        TableCell(row.month),
        TableCell(row.federal, detail=none),
        TableCell(row.logged, detail=why),
        TableCell(difference),
        TableCell(row.logged_all),
    ]


def _facility(file: FederalFile, place: Facility, agencies: list[Agency]) -> dict[str, Any]:
    initial = decided(place) or (place.suggested.code if place.suggested else "")
    form = FacilityForm(
        agencies=agencies, initial={"code": place.code, "agency": initial}, auto_id=False
    )
    return {
        "place": place,
        "form": form,
        "options": cast("forms.ChoiceField", form.fields["agency"]).choices,
        "chosen": initial,
        "revision": facility_standing(file.pk, place.code, decided(place)).revision,
    }


def _reasons(file: FederalFile) -> Table:
    columns = (Column("Lift reason, in the file's words"), Column("Detainers", numeric=True))
    rows = [
        [TableCell(reason or "none given"), TableCell(total)]
        for reason, total in lift_reasons(file)
    ]
    return Table(
        caption="How they ended",
        caption_hidden=True,
        columns=columns,
        rows=rows,
        empty=EmptyState("Nothing counted"),
    )


def _problems(file: FederalFile) -> Table | None:
    if not file.problems:
        return None
    columns = (
        Column("Row", numeric=True),
        Column("Column"),
        Column("Value"),
        Column("What it should be"),
    )
    rows = [
        [
            TableCell(problem["row"]),
            TableCell(problem["column"]),
            TableCell(problem["value"]),
            TableCell(problem["rule"]),
        ]
        for problem in file.problems
    ]
    return Table(
        caption="Rows that could not be counted", caption_hidden=True, columns=columns, rows=rows
    )


@needs(MAY)
@post_only
@revised(facility_as_it_stands)
def assign_facility(request: AppHttpRequest, file_id: UUID) -> HttpResponse:
    """Say whose facility a code is."""
    form = FacilityForm(request.POST, agencies=list(agencies_by_name()))
    if form.is_valid():
        agency = form.agencies.get(form.written("agency"))
        link_facility(
            facility_code=form.written("code"), agency=agency, by=request.user, at=clock.now()
        )
        messages.success(
            request, f"{form.written('code')}: {agency.name if agency else 'not covered'}."
        )
    else:
        messages.error(request, "Choose whose facility it is.")
    return redirect("opm:federal_file", file_id=file_id)
