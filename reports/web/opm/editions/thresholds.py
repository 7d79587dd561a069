"""The threshold T: what is in force, what each choice would withhold, and OPM legal's choice."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.publication import policies
from reports.publication.actions.thresholds import agree_to_threshold, set_threshold
from reports.publication.disclosure.control import control
from reports.publication.disclosure.published_history import PublicationHistory
from reports.publication.editions.gather import accepted_figures, coverage_through, history
from reports.publication.figures.aggregate import Figures
from reports.publication.queries import (
    get_threshold,
    half_years_to_publish,
    threshold_in_force,
    thresholds,
)
from reports.web.opm.editions.forms import THRESHOLD_CHOICES, ThresholdCostForm, ThresholdForm
from reports.web.opm.editions.shared import CRUMBS, READERS, refusal
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import Column, EmptyState, PageHeader, Table, TableCell


@needs(*READERS)
def threshold(request: AppHttpRequest) -> HttpResponse:
    """The threshold T: the one in force, earlier ones, and the form for OPM legal."""
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
        title="Threshold T",
        crumbs=CRUMBS,
        lead=(
            "The act makes these records public, without personal data. A count below T is"
            " withheld, with enough around it that sums do not give it away. OPM legal chooses T"
            " and says why."
        ),
    )
    context = {
        "header": header,
        "thresholds": thresholds(),
        "may": may,
        "form": form,
        "form_helper": form.helper,
    }
    return render(request, "opm/editions/threshold.html", context)


@needs(Permission.SET_THRESHOLD)
@post_only
def threshold_confirm(request: AppHttpRequest, threshold_id: UUID) -> HttpResponse:
    """A second lawyer agrees that nothing is withheld."""
    agree_to_threshold(
        threshold=get_threshold(threshold_id), by=request.user, at=clock.now(), on=clock.today()
    )
    return redirect("editions:threshold")


@needs(*READERS)
def cost(request: AppHttpRequest) -> HttpResponse:
    """What each choice of T would withhold, before it is chosen."""
    halves = half_years_to_publish(on=clock.today())
    form = ThresholdCostForm(request.GET or None)
    own = form.cleaned_data.get("t") if form.is_valid() else None
    through, known = halves[-1].code if halves else "", history()
    figures = (
        accepted_figures(through, coverage=coverage_through(through, on=clock.today()).rows)
        if halves
        else None
    )
    rows = tuple(cost_rows(figures, known, also=own)) if figures else ()
    table = Table(
        caption="What each T withholds",
        columns=(
            Column("T"),
            Column("Figures", numeric=True),
            Column("Withheld, were nothing published yet", numeric=True),
            Column("Share", numeric=True),
            Column("Audit"),
        ),
        rows=rows,
        empty=EmptyState("Nothing to count yet", "No reporting period is over."),
    )
    header = PageHeader(
        title="What each T withholds",
        crumbs=CRUMBS,
        lead=f"Built from what is accepted through {halves[-1].label}." if halves else "",
    )
    context = {
        "header": header,
        "table": table,
        "form": form,
        "tried": own,
        "next": next_withholds(figures, known) if figures else "",
    }
    return render(request, "opm/editions/threshold_cost.html", context)


def cost_rows(
    figures: Figures, known: PublicationHistory, *, also: int | None = None
) -> Iterator[tuple[TableCell, ...]]:
    """For each T: what a first edition of all this would withhold, and whether its audit passes."""
    afresh = PublicationHistory((), known.already_public)
    for number in sorted({0, *THRESHOLD_CHOICES, *([also] if also else [])}):
        found = control(
            figures=figures, history=afresh, threshold=number, pooling=settings.AGENCIES_THAT_POOL
        )
        yield (
            TableCell(number or "none"),
            TableCell(len(found.entries)),
            TableCell(found.withheld),
            TableCell(f"{100 * found.withheld / max(1, len(found.entries)):.0f} %"),
            TableCell("fails" if found.exposures else "passes"),
        )


def next_withholds(figures: Figures, known: PublicationHistory) -> str:
    """What the next edition withholds by the T in force, where something is published already."""
    threshold = threshold_in_force()
    if threshold is None or not known.editions:
        return ""
    pooling = settings.AGENCIES_THAT_POOL
    found = control(figures=figures, history=known, threshold=threshold.number, pooling=pooling)
    return (
        f"By the T in force, {threshold.words}, the next edition withholds {found.withheld} of"
        f" {len(found.entries)}."
    )
