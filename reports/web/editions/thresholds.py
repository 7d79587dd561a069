"""The threshold T: what is in force, what each choice would withhold, and OPM legal's choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports import clock
from reports.accounts.exceptions import Missing, Refused
from reports.accounts.roles import Permission
from reports.law.periods import HalfYear
from reports.publication import policies
from reports.publication.actions.thresholds import agree_to_threshold, set_threshold
from reports.publication.assemble import build
from reports.publication.models import Threshold
from reports.publication.queries import gather, next_number
from reports.web.components import Cell, Column, Empty, PageHeader, Table
from reports.web.editions.forms import OFFERED_T, CostForm, ThresholdForm
from reports.web.editions.opm import CRUMBS, READERS, over_half_years, refusal
from reports.web.guards import AppHttpRequest, needs, post_only


@needs(*READERS)
def threshold(request: AppHttpRequest) -> HttpResponse:
    """T: what is in force, what was before, and the form for OPM legal."""
    form = ThresholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_threshold(by=request.user, at=clock.now(), on=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded. Editions already published keep theirs.")
            return redirect("editions:threshold")
    may = not refusal(lambda: policies.check_can_set_threshold(request.user, on=clock.today()))
    header = PageHeader(
        title="Threshold T", crumbs=CRUMBS,
        lead="The act makes these records public, without personal data. A count below T is withheld, with enough "
        "around it that sums do not give it away. OPM legal chooses T and says why.",
    )  # fmt: skip
    context = {
        "header": header, "thresholds": Threshold.objects.select_related("set_by", "agreed_by"), "may": may,
        "form": form, "form_helper": form.helper,
    }  # fmt: skip
    return render(request, "opm/editions/threshold.html", context)


@needs(Permission.SET_THRESHOLD)
@post_only
def agree(request: AppHttpRequest, threshold_id: UUID) -> HttpResponse:
    """A second lawyer agrees that nothing is withheld."""
    found = Threshold.objects.filter(pk=threshold_id).first()
    if found is None:
        raise Missing(str(threshold_id))
    agree_to_threshold(threshold=found, by=request.user, at=clock.now(), on=clock.today())
    return redirect("editions:threshold")


@needs(*READERS)
def cost(request: AppHttpRequest) -> HttpResponse:
    """What each choice of T would withhold, before it is chosen."""
    halves = over_half_years()
    form = CostForm(request.GET or None)
    own = form.cleaned_data.get("t") if form.is_valid() else None
    rows = tuple(cost_rows(halves[-1], also=own)) if halves else ()
    table = Table(
        caption="What each T withholds",
        columns=(
            Column("T"), Column("Figures", numeric=True), Column("Withheld, were nothing published yet", numeric=True),
            Column("Share", numeric=True), Column("Withheld in the next edition", numeric=True), Column("Audit"),
        ),
        rows=rows, empty=Empty("Nothing to count yet", "No half-year is over."),
    )  # fmt: skip
    header = PageHeader(
        title="What each T withholds", crumbs=CRUMBS,
        lead=f"Built from what is accepted through {halves[-1].label}." if halves else "",
    )  # fmt: skip
    return render(request, "opm/editions/cost.html", {"header": header, "table": table, "form": form, "tried": own})


def cost_rows(half_year: HalfYear, *, also: int | None = None) -> Iterator[tuple[Cell, ...]]:
    """For each T: what a first edition would withhold, what the next one would, and whether its audit passes.

    What was published keeps its own T for ever, so the next edition shows the choice only in what is new.
    """
    gathered, next_edition = gather(half_year.code, on=clock.today()), next_number()
    afresh = replace(gathered, history=replace(gathered.history, editions=()))
    for number in sorted({0, *OFFERED_T, *([also] if also else [])}):
        built = build(gathered, threshold=number, number=next_edition)
        first = build(afresh, threshold=number, number=1) if gathered.history.editions else built
        yield (
            Cell(number or "none"),
            Cell(len(first.content.cells)),
            Cell(first.controlled.withheld),
            Cell(f"{100 * first.controlled.withheld / max(1, len(first.content.cells)):.0f} %"),
            Cell(built.controlled.withheld),
            Cell("passes" if built.passes else "fails"),
        )
