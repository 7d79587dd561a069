"""The register of numbers that are public from elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.core import clock
from reports.core.refusals import Refused
from reports.publication.actions.external_figures import (
    read_external_figures,
    record_external_figure,
)
from reports.publication.queries import external_figures_known
from reports.web.opm.editions.forms import ExternalFigureForm
from reports.web.opm.editions.shared import CRUMBS, READERS
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Column, EmptyState, PageHeader, Table, TableCell

MOST_PROBLEMS = 50


@needs(*READERS)
def external_figures(request: AppHttpRequest) -> HttpResponse:
    """What is taken as known to everyone, and the form that adds to it."""
    form = ExternalFigureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _registered(request, form):
        return redirect("editions:external_figures")
    table = Table(
        caption="Numbers known to everyone",
        columns=(
            Column("Number"),
            Column("Count", numeric=True),
            Column("Where it is public"),
            Column("Registered"),
        ),
        rows=tuple(
            (
                TableCell(row.cell.replace("|", " ")),
                TableCell(row.value),
                TableCell(row.source),
                TableCell(moment=row.recorded_at),
            )
            for row in external_figures_known()[:500]
        ),
        empty=EmptyState(
            "Nothing registered", "Until something is, only editions count as published."
        ),
    )
    header = PageHeader(
        title="Already public",
        crumbs=CRUMBS,
        lead=(
            "The earlier public dataset, and what was released on a records request. Withholding"
            " such a number protects nobody, and it helps to unpick others: disclosure control"
            " takes it as known."
        ),
    )
    context = {"header": header, "table": table, "form": form, "form_helper": form.helper}
    return render(request, "opm/editions/external_figures.html", context)


def _registered(request: AppHttpRequest, form: ExternalFigureForm) -> bool:
    cells, problems = read_external_figures(form.cleaned_data["file"].read())
    for problem in problems[:MOST_PROBLEMS]:
        form.add_error("file", str(problem))
    if problems:
        return False
    try:
        fresh = record_external_figure(
            cells=cells,
            source=form.cleaned_data["source"],
            by=request.user,
            at=clock.now(),
            on=clock.today(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(
        request, f"{fresh} numbers registered, {len(cells) - fresh} were known already."
    )
    return True
