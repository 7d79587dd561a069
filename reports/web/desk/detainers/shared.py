"""What the screens of one detainer share: the record, its address, a form beside the assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from reports.core import clock
from reports.detainers.actions.views import record_view
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import custody_of
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.web.desk.detainers.record import summary as summaries
from reports.web.shared.guards import AppHttpRequest


def get_detainer_or_404(request: AppHttpRequest, detainer_id: UUID) -> Detainer:
    """The detainer for an act; a page that shows the person is a read, and is in the trail."""
    found = get_detainer(request.user, detainer_id, on=clock.today())
    if request.method == "GET":
        record_view(found, by=request.user, at=clock.now())
    return found


def record_url(detainer: Detainer) -> str:
    return reverse("desk:detainer", args=[detainer.pk])


def with_assessment(detainer: Detainer) -> dict[str, Any]:
    """What stands beside the form: the person, custody, the findings."""
    assessment, at = stored_assessment(detainer.assessments.latest()), clock.now()
    return {
        "detainer": detainer,
        "assessment": assessment,
        "tiles": summaries.clock_tiles(detainer, custody_of(detainer, assessment, at), at),
        "facts": [*summaries.custody_rows(detainer)[:2], *summaries.request_rows(detainer)[:6]],
    }
