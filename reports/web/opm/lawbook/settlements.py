"""Settlements of open questions, injunctions, and effective dates of overlays: proposed by one
lawyer, shown first.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.law.assess import JURISDICTION
from reports.law.state import OverlayDate, Settlement
from reports.lawbook import queries
from reports.lawbook.actions import propose
from reports.lawbook.models import SettlementRecord
from reports.lawbook.queries import law_state, overlay_dates
from reports.web.opm.lawbook.effects import Effect, effect_of, with_entry
from reports.web.opm.lawbook.forms import OverlayForm, SettlementForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.labels import label_of, outcome_chip
from reports.web.shared.html.lawbook_tables import CRUMBS, state_cell


@needs(Permission.MAINTAIN_LAW)
def settlements(request: AppHttpRequest) -> HttpResponse:
    """Decisions of open questions and injunctions, standing and proposed."""
    header = PageHeader(
        title="Settlements",
        lead=(
            "When the Attorney General, a court or OPM settles a question. Older assessments stay"
            " as they were."
        ),
        crumbs=CRUMBS,
        actions=(Action("Record a settlement", reverse("lawbook:settle"), kind="primary"),),
    )
    table = Table(
        caption="Settlements",
        caption_hidden=True,
        columns=(
            Column("Question or rule"),
            Column("Decided by"),
            Column("In force"),
            Column("Reaches", width="wide"),
            Column("Outcome"),
            Column("State"),
        ),
        rows=tuple(_settlement_cells(row) for row in queries.settlements()),
        empty=EmptyState(
            "Nothing is settled", "Every open question is answered by people, case by case."
        ),
    )
    return render(request, "law/list.html", {"header": header, "table": table})


def _settlement_cells(row: SettlementRecord) -> tuple[TableCell, ...]:
    return (
        TableCell(f"{row.question} {row.rule}".strip(), detail=row.citation),
        TableCell(row.decided_by),
        TableCell(f"{row.from_on} to {row.until_on}" if row.until_on else f"from {row.from_on}"),
        TableCell(_reach(row)),
        TableCell(chip=outcome_chip(row.outcome))
        if row.outcome
        else TableCell(_without_outcome(row)),
        state_cell(row, "settlement"),
    )


def _reach(row: SettlementRecord) -> str:
    purposes = "; ".join(label_of(purpose) for purpose in row.purposes) or "every purpose"
    grounds = "; ".join(label_of(ground) for ground in row.grounds) or "every ground"
    return f"{purposes}, on {grounds}".replace("None", "nothing on record")


def _without_outcome(row: SettlementRecord) -> str:
    if row.is_detainer is None:
        return "the reading stays"
    return "is a detainer" if row.is_detainer else "is no detainer"


@needs(Permission.MAINTAIN_LAW)
def settle(request: AppHttpRequest) -> HttpResponse:
    """Propose a settlement; what it would change is shown first."""
    form = SettlementForm(
        request.POST or None, initial={"from_on": clock.today(), **_initial_question(request)}
    )
    effect: Effect | None = None
    if request.method == "POST" and form.is_valid():
        if "propose" in request.POST and _proposed(request, form):
            return redirect("lawbook:settlements")
        effect = effect_of_entry(form.entry().as_law())
    header = PageHeader(
        title="Record a settlement",
        lead=(
            "A dated decision. It applies from its day on, where its question arises; nothing older"
            " changes."
        ),
        crumbs=(*CRUMBS, Crumb("Settlements", reverse("lawbook:settlements"))),
    )
    context = {"header": header, "form": form, "form_helper": form.helper, "effect": effect}
    return render(request, "opm/lawbook/action.html", context)


def _initial_question(request: AppHttpRequest) -> dict[str, str]:
    """The question whose page led here."""
    question = request.GET.get("question", "")
    return {"question": question} if question in JURISDICTION.questions else {}


def _proposed(request: AppHttpRequest, form: SettlementForm | OverlayForm) -> bool:
    """Whether it could be recorded; if not, the form says why."""
    try:
        propose(form.entry(), by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Proposed. It takes effect when another OPM lawyer approves it.")
    return True


def effect_of_entry(entry: Settlement | OverlayDate) -> Effect:
    """What the entry would change on its first day, or today if that is past."""
    now = law_state()
    return effect_of(now, with_entry(now, entry), on=max(clock.today(), first_day(entry)))


def first_day(entry: Settlement | OverlayDate) -> date:
    """The day from which an entry speaks."""
    return entry.from_on if isinstance(entry, Settlement) else entry.effective_on


@needs(Permission.MAINTAIN_LAW)
def overlays(request: AppHttpRequest) -> HttpResponse:
    """Related acts whose effective date somebody found."""
    form = OverlayForm(request.POST or None)
    effect: Effect | None = None
    if request.method == "POST" and form.is_valid():
        if "propose" in request.POST and _proposed(request, form):
            return redirect("lawbook:overlays")
        effect = effect_of_entry(form.entry().as_law())
    context = {
        "header": PageHeader(
            title="Acts laid over the statute",
            lead=(
                "What they change stays unsettled until their effective date is read in the act"
                " itself and entered."
            ),
            crumbs=CRUMBS,
        ),
        "overlays": JURISDICTION.overlays,
        "table": _overlay_dates(),
        "form": form,
        "form_helper": form.helper,
        "effect": effect,
    }
    return render(request, "opm/lawbook/overlays.html", context)


def _overlay_dates() -> Table:
    return Table(
        caption="Effective dates entered",
        columns=(
            Column("Act"),
            Column("Effective"),
            Column("Citation", width="wide"),
            Column("State"),
        ),
        rows=tuple(
            (
                TableCell(row.overlay),
                TableCell(row.effective_on),
                TableCell(row.citation),
                state_cell(row, "overlay"),
            )
            for row in overlay_dates()
        ),
        empty=EmptyState(
            "No date is entered", "Until one is, what the acts may change is shown as unsettled."
        ),
    )
