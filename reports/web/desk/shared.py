"""What the agency screens share: breadcrumbs, a status, the header of a detainer."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from reports.core import clock
from reports.detainers.actions.views import record_view
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.detainers.status import DetainerStatus
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Chip, Crumb, PageHeader, Tone


def detainer_header(detainer: Detainer, title: str, lead: str = "") -> PageHeader:
    """The heading of an act on a detainer."""
    return PageHeader(
        title=title,
        eyebrow=f"Detainer {detainer.reference}, {detainer.agency.display_name}",
        lead=lead,
        crumbs=detainer_crumbs(detainer),
        chip=status_chip(detainer),
    )


STATUS_TONES: dict[str, Tone] = {
    DetainerStatus.AWAITING_REVIEW: "waiting",
    DetainerStatus.AWAITING_DECISION: "waiting",
    DetainerStatus.DECIDED: "good",
    DetainerStatus.CLOSED: "neutral",
}


def desk_crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("Home", reverse("desk:home")), *more)


def detainer_crumbs(detainer: Detainer) -> tuple[Crumb, ...]:
    """Breadcrumbs from the home page to one detainer; the reference says nothing about the
    person.
    """
    return desk_crumbs(
        Crumb("Detainers", reverse("desk:detainers")),
        Crumb(f"Detainer {detainer.reference}", reverse("desk:detainer", args=[detainer.pk])),
    )


def status_chip(detainer: Detainer) -> Chip:
    return Chip(DetainerStatus(detainer.status).label, STATUS_TONES[detainer.status])


def get_detainer_or_404(request: AppHttpRequest, detainer_id: UUID) -> Detainer:
    """The detainer for an act; a page that shows the person is a read, and is in the audit log."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    if request.method == "GET":
        record_view(found, by=request.user, at=clock.now())
    return found


def record_url(detainer: Detainer) -> str:
    """The address of the record's page."""
    return reverse("desk:detainer", args=[detainer.pk])
