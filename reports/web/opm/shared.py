"""What OPM's screens share: breadcrumbs, the agency an address names."""

from __future__ import annotations

from django.urls import reverse

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.web.shared.html.components import (
    Crumb,
)

HOME = "opm:home"


def opm_crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("OPM", reverse(HOME)), *more)


def office_crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("Agencies", reverse("office:agencies")), *more)


def agency_by(code: str) -> Agency:
    """The agency with this code. Raises NotFound."""
    found = Agency.objects.select_related("successor").filter(code=code).first()
    if found is None:
        raise NotFound(code)
    return found
