"""An agency sees its process figures and shares those that it wants to. No statute requires
them.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.models import Agency
from reports.accounts.queries import get_agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.law.half_years import HalfYear, half_years
from reports.publication.actions.share_process_figures import share_process
from reports.publication.content.process_figures import MEASURES
from reports.publication.models.other_figures import ProcessFigures
from reports.publication.queries import shared_process_figures
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Column, PageHeader, Table, TableCell
from reports.workflow.process_counts import process_counts

SHOWN = 4  # half-years that are offered


@needs(Permission.CONFIRM_PREVIEW)
def process(request: AppHttpRequest, code: str) -> HttpResponse:
    """The newest half-years that are over: the counts, whether they are shared, and the button that
    shares them.
    """
    agency = get_agency(request.user, code, on=clock.today())
    if request.method == "POST":
        half = next(
            (half for half in _over() if half.code == request.POST.get("half_year")), _over()[-1]
        )
        share_process(
            agency=agency,
            half_year=half.code,
            counts=process_counts(agency, [half])[half],
            by=request.user,
            at=clock.now(),
            on=clock.today(),
        )
        messages.success(
            request, f"Shared: {half.label}. The next edition sums it with what others share."
        )
        return redirect("previews:process", code)
    header = PageHeader(
        title="Process figures you may share",
        eyebrow=agency.name,
        lead=(
            "Not required by statute. Counts only, summed statewide over the agencies that share;"
            " small sums are withheld. Once an edition has published a reporting period, its"
            " figures stay."
        ),
    )
    context = {"header": header, "halves": _halves(agency), "agency": agency}
    return render(request, "desk/submissions/process_figures.html", context)


def _over() -> list[HalfYear]:
    today = HalfYear.of(clock.today())
    first = today
    for _ in range(SHOWN):
        first = first.previous()
    return list(half_years(first, today.previous()))


def _halves(agency: Agency) -> list[dict[str, object]]:
    """The newest first, each with what was shared of it."""
    counted = process_counts(agency, _over())
    shared = shared_process_figures(agency, counted)
    return [
        _half(half, counts, shared.get(half.code)) for half, counts in reversed(counted.items())
    ]


def _half(
    half: HalfYear, counts: dict[str, int], shared: ProcessFigures | None
) -> dict[str, object]:
    table = Table(
        caption=half.label,
        caption_hidden=True,
        columns=(Column("Figure"), Column("Count", numeric=True)),
        rows=tuple(
            (TableCell(m.title), TableCell(counts[m.name]))
            for m in MEASURES
            if counts[m.name] or not m.part_of
        ),
    )
    return {
        "half": half,
        "table": table,
        "shared": shared,
        "same": shared is not None and shared.counts == counts,
    }
