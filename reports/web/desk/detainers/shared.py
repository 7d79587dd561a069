"""What the screens of one detainer share: the record, its address, a form beside the assessment."""

from __future__ import annotations

from typing import Any

from reports.core import clock
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import custody_of
from reports.detainers.models import Detainer
from reports.web.desk.detainers.record import summary


def with_assessment(detainer: Detainer) -> dict[str, Any]:
    """What is shown beside the form: the person, custody, the findings."""
    assessment, at = stored_assessment(detainer.assessments.latest()), clock.now()
    return {
        "detainer": detainer,
        "assessment": assessment,
        "tiles": summary.clock_tiles(detainer, custody_of(detainer, assessment, at), at),
        "facts": [*summary.custody_rows(detainer)[:2], *summary.request_rows(detainer)[:6]],
    }
