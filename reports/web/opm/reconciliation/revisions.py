"""Whose facility a code is said to be, for the form that says so."""

from __future__ import annotations

from uuid import UUID

from django.forms import Field
from django.urls import reverse

from reports.reconciliation.queries import Facility, facilities, get_federal_file
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.revisions import Standing

NOT_COVERED = "none"


def facility_standing(file_id: UUID, code: str, chosen: str) -> Standing:
    """Whose facility a code is said to be, for the form that says so."""
    return Standing(
        f"facility {code}",
        {"Whose facility": chosen},
        fields={"agency": Field(label="Whose facility")},
        back=reverse("opm:federal_file", args=[file_id]),
    )


def facility_as_it_stands(request: AppHttpRequest, file_id: UUID) -> Standing | None:
    """The facility that is being assigned, as it is kept now. Raises NotFound."""
    places = facilities(get_federal_file(file_id))
    code = request.POST.get("code")
    found = next((place for place in places if place.code == code), None)
    return facility_standing(file_id, found.code, decided(found)) if found else None


def decided(place: Facility) -> str:
    """What somebody said of the facility; empty while nobody has."""
    if place.link is None:
        return ""
    return place.link.agency.code if place.link.agency else NOT_COVERED
