"""What OPM's screens share: the way back."""

from __future__ import annotations

from django.urls import reverse

from reports.web.shared.html.components import (
    Crumb,
)

HOME = "opm:home"


def opm_crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("OPM", reverse(HOME)), *more)


def office_crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("Agencies", reverse("office:agencies")), *more)
