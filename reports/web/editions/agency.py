"""What an agency says of its own rows before an edition: that they are right, or what is wrong."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports import clock
from reports.accounts.exceptions import Missing
from reports.accounts.queries import get_agency
from reports.accounts.roles import Permission
from reports.publication.actions.proposing import confirm_rows, dispute_rows
from reports.publication.models import Preview
from reports.publication.status import Status
from reports.web.components import Cell, Column, Empty, PageHeader, Table
from reports.web.editions.forms import WordsForm
from reports.web.guards import AppHttpRequest, needs, post_only

READ_AS = {"c": "withheld", "n": "no report"}


def get_preview(request: AppHttpRequest, code: str, edition_id: UUID) -> Preview:
    """The agency's preview of an edition, for its own people. Raises Missing."""
    agency = get_agency(request.user, code, on=clock.today())
    found = Preview.objects.select_related("edition", "agency").filter(agency=agency, edition_id=edition_id).first()
    if found is None:
        raise Missing(str(edition_id))
    return found


@needs(Permission.VIEW_SUBMISSION)
def newest(request: AppHttpRequest, code: str) -> HttpResponse:
    """The preview that waits for this agency, if one does."""
    agency = get_agency(request.user, code, on=clock.today())
    proposed = Preview.objects.filter(agency=agency, edition__status=Status.PROPOSED)
    found = proposed.order_by("-edition__proposed_at").first()
    if found is None:
        messages.info(request, "No edition waits for an answer from your agency now.")
        return redirect("submissions:messages")
    return redirect("previews:preview", code, found.edition_id)


@needs(Permission.VIEW_SUBMISSION)
def preview(request: AppHttpRequest, code: str, edition_id: UUID) -> HttpResponse:
    """The agency's rows, with a time to confirm or dispute."""
    found = get_preview(request, code, edition_id)
    form = WordsForm(request.POST or None, label="What is wrong, and what it should be", button="Dispute these rows")
    if request.method == "POST" and form.is_valid():
        dispute_rows(
            edition=found.edition, agency=found.agency, text=form.cleaned_data["words"], by=request.user,
            at=clock.now(), on=clock.today(),
        )  # fmt: skip
        messages.success(request, "OPM has been told. The edition waits for the answer.")
        return redirect("previews:preview", code, edition_id)
    table = Table(
        caption="Your half-years",
        columns=(
            Column("Half-year"), Column("Accesses as OPM holds them", numeric=True),
            Column("As the public will read it", numeric=True),
        ),
        rows=tuple(
            (Cell(half), Cell("" if held is None else held), Cell(READ_AS.get(shown, shown)))
            for half, held, shown in found.rows
        ),
        empty=Empty("No half-year yet", "The public page says “no report received” for these half-years."),
    )  # fmt: skip
    until = f"{found.answer_until:%B} {found.answer_until.day}, {found.answer_until.year}"
    header = PageHeader(
        title="Your rows in the next edition", eyebrow=found.agency.name,
        lead=f"Please answer by {until}. Silence does not stop the edition.",
    )  # fmt: skip
    context = {"header": header, "preview": found, "table": table, "form": form, "form_helper": form.helper}
    return render(request, "opm/editions/preview.html", context)


@needs(Permission.CONFIRM_PREVIEW)
@post_only
def confirm(request: AppHttpRequest, code: str, edition_id: UUID) -> HttpResponse:
    """The agency finds its rows right."""
    found = get_preview(request, code, edition_id)
    confirm_rows(edition=found.edition, agency=found.agency, by=request.user, at=clock.now(), on=clock.today())
    messages.success(request, "Confirmed. Thank you.")
    return redirect("previews:preview", code, edition_id)
