"""OPM legal records that the office is too small for three people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.publication.actions.staffing_exceptions import record_staffing_exception
from reports.publication.queries import get_edition, possible_substitutes
from reports.web.opm.editions.forms import ExceptionForm
from reports.web.opm.editions.shared import CRUMBS
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Crumb, PageHeader


@needs(Permission.SET_THRESHOLD)
def staffing_exception(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """A named substitute, or one checker for two; for this proposal only, its reason published."""
    found = get_edition(edition_id)
    people = possible_substitutes(request.user, on=clock.today())
    form = ExceptionForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            record_staffing_exception(
                edition=found,
                by=request.user,
                at=clock.now(),
                on=clock.today(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded. The reason is published with the edition.")
            return redirect("editions:edition", edition_id)
    header = PageHeader(
        title="The office is too small for three people",
        crumbs=(*CRUMBS, Crumb("Edition", reverse("editions:edition", args=[edition_id]))),
        lead=(
            "Two checkers and a publisher, three people, stand behind an edition. Where OPM has not"
            " as many, say who stands in, or that one checker is enough this time."
        ),
    )
    return render(
        request,
        "shared/action.html",
        {"header": header, "form": form, "form_helper": form.helper},
    )
