"""An agency confirms or disputes its own rows before an edition."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.queries import get_agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date
from reports.law.half_years import HalfYear
from reports.publication.actions.propose import confirm_rows, dispute_rows
from reports.publication.content.edition import EditionContent
from reports.publication.editions.stored import read_edition
from reports.publication.figures import cells
from reports.publication.models.editions import AgencyPreview
from reports.publication.queries import (
    get_agency_preview,
    newest_readable_edition,
    preview_to_answer,
)
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)

READ_AS = {"c": "withheld", "n": "no accepted report"}


def get_preview_or_404(request: AppHttpRequest, code: str, edition_id: UUID) -> AgencyPreview:
    """The agency's preview of an edition, for its own people. Raises NotFound."""
    return get_agency_preview(request.user, code, edition_id, on=clock.today())


@needs(Permission.VIEW_SUBMISSION)
def latest(request: AppHttpRequest, code: str) -> HttpResponse:
    """The preview that waits for this agency, if one does."""
    agency = get_agency(request.user, code, on=clock.today())
    found = preview_to_answer(agency)
    if found is None:
        messages.info(request, "No edition waits for an answer from your agency now.")
        return redirect("account:inbox")
    return redirect("previews:preview", code, found.edition_id)


@needs(Permission.VIEW_SUBMISSION)
def preview(request: AppHttpRequest, code: str, edition_id: UUID) -> HttpResponse:
    """The agency's rows, with a time to confirm or dispute."""
    found = get_preview_or_404(request, code, edition_id)
    form = ReasonForm(request.POST or None, label="What is wrong, and what it should be", rows=4)
    if request.method == "POST" and form.is_valid():
        dispute_rows(
            edition=found.edition,
            agency=found.agency,
            text=form.reason(),
            by=request.user,
            at=clock.now(),
            on=clock.today(),
        )
        messages.success(request, "Recorded. The edition waits for OPM's answer.")
        return redirect("previews:preview", code, edition_id)
    header = PageHeader(
        title="Your rows in the next edition",
        eyebrow=found.agency.name,
        lead=(
            f"Please answer by {long_date(found.answer_until)}. Silence does not stop the edition."
            " Until it is published, what the public will read is for your"
            " department only: please do not pass it on."
        ),
    )
    context = {
        "header": header,
        "preview": found,
        "table": _table(found),
        "form": form,
        "form_helper": form_helper("reason", Buttons(Submit("send", "Dispute these rows"))),
    }
    return render(request, "desk/submissions/edition_preview.html", context)


def _table(found: AgencyPreview) -> Table:
    """What OPM holds, what the public would read, and what it reads now; each half-year leads to
    its report.
    """
    edition = newest_readable_edition()
    content = read_edition(edition) if edition else None
    code = found.agency.code
    reads_now = f"Reads in edition {edition.number}" if edition else "Reads now"
    return Table(
        caption="Your reporting periods",
        columns=(
            Column("Reporting period"),
            Column("Accesses as OPM holds them", numeric=True),
            Column(reads_now, numeric=True),
            Column("As the public will read it", numeric=True),
            Column("Difference"),
        ),
        rows=tuple(
            _preview_row(code, row, now=_read_now(content, code, row[0])) for row in found.rows
        ),
        empty=EmptyState(
            "No reporting period yet", "Nothing of your department stands in this edition."
        ),
    )


def _preview_row(code: str, row: tuple[str, int | None, str], *, now: str) -> tuple[TableCell, ...]:
    half, held, shown = row
    will = READ_AS.get(shown, shown)
    chip = None if will == now else Chip("New" if not now else "Changes", "info")
    return (
        TableCell(
            HalfYear.parse(half).label, url=reverse("submissions:half_year", args=[code, half])
        ),
        TableCell("" if held is None else held),
        TableCell(now or "not published"),
        TableCell(will),
        TableCell(chip=chip),
    )


def _read_now(content: EditionContent | None, code: str, half: str) -> str:
    """The figure as published now; empty where there is none."""
    shown = content.shown(cells.Cell(cells.EVENTS, half, code)) if content else None
    return "" if shown is None else READ_AS.get(shown.symbol, shown.text)


@needs(Permission.CONFIRM_PREVIEW)
@post_only
def confirm(request: AppHttpRequest, code: str, edition_id: UUID) -> HttpResponse:
    """The agency finds its rows right."""
    found = get_preview_or_404(request, code, edition_id)
    confirm_rows(
        edition=found.edition,
        agency=found.agency,
        by=request.user,
        at=clock.now(),
        on=clock.today(),
    )
    messages.success(request, "Confirmed. Thank you.")
    return redirect("previews:preview", code, edition_id)
