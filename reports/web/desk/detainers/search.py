"""Search for a person among the records of the agency."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import short_date, short_month_day
from reports.detainers.actions.views import record_list_view
from reports.detainers.judicial_warrants import day_on_record
from reports.detainers.models import Detainer
from reports.detainers.queries import detainers_by_person
from reports.detainers.status import OPEN
from reports.persons.identity import shown_alien_number
from reports.persons.matching import PersonFound, match_people
from reports.web.desk.detainers.forms.search import PersonSearchForm
from reports.web.desk.shared import desk_crumbs, status_chip
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.layout import Buttons, FormRow, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Alert,
    PageHeader,
    SummaryRow,
)
from reports.web.shared.people.likeness import listed_reasons


@needs(Permission.VIEW_PERSON)
def person_search(request: AppHttpRequest) -> HttpResponse:
    """Find a person of this agency. The results live only in the answer to the POST."""
    agency = current_agency(request, Permission.VIEW_PERSON)
    form = PersonSearchForm(request.POST if request.method == "POST" else None)
    people: list[PersonFound] | None = None
    if request.method == "POST" and form.is_valid():
        people = match_people(agency, **form.cleaned_data)
        record_list_view(
            agency=agency,
            event="people.searched",
            shown=len(people),
            by=request.user,
            at=clock.now(),
        )
    context = {
        "header": PageHeader(
            title="Find a person",
            eyebrow=agency.display_name,
            crumbs=desk_crumbs(),
            lead=(
                "Names are sealed: they can be compared but not browsed. Accents, capitals and"
                " hyphens do not matter; one of two surnames is enough."
            ),
        ),
        "form": form,
        "form_helper": form_helper(
            FormRow("family_name", "given_names"),
            FormRow("alien_number", "date_of_birth"),
            Buttons(Submit("find", "Find")),
        ),
        "searched": people is not None,
        "found": found_people(agency, people or []),
        "nothing": Alert(
            "info",
            "Nobody on file matches",
            "A name is found by any of its parts; a notice that differs is another name.",
        ),
    }
    return render(request, "desk/detainers/search.html", context)


def found_people(agency: Agency, people: list[PersonFound]) -> list[dict[str, Any]]:
    """Each person with why they were found and their requests at this agency."""
    requests = detainers_by_person(agency, [found.person.pk for found in people])
    return [
        {
            "name": found.person.full_name,
            "url": reverse("desk:person", args=[found.person.pk]),
            "rows": _person_rows(found, requests[found.person.pk]),
        }
        for found in people
    ]


def _person_rows(found: PersonFound, requests: list[Detainer]) -> list[SummaryRow]:
    person = found.person
    born = day_on_record(person.date_of_birth)
    known = [
        SummaryRow("Found by", listed_reasons(found.likeness)),
        SummaryRow("Date of birth", short_date(born) if born else ""),
        SummaryRow("A-number", shown_alien_number(person.alien_number)),
    ]
    if not requests:
        return [*known, SummaryRow("Detainers", f"None by {short_month_day(clock.today())}")]
    return [*known, *(request_row(row) for row in requests)]


def request_row(detainer: Detainer) -> SummaryRow:
    """One request, with the way to it."""
    state = "open" if detainer.status in OPEN else "closed"
    url = reverse("desk:detainer", args=[detainer.pk])
    return SummaryRow(
        f"Detainer {detainer.reference}",
        status_chip(detainer).text,
        hint=state,
        url=url,
        url_label="Open",
    )
