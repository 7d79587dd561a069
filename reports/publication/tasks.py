"""Background jobs of publication: a released edition is published at its hour."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler
from reports.publication.status import PUBLISH_KIND


@job_handler(PUBLISH_KIND, lane=Lane.PUBLICATION, lease=timedelta(minutes=30))
def publish_at_the_hour(object_id: UUID, _version: int) -> None:
    """Publish one released edition. Disclosure control is loaded only when there is one."""
    from reports.publication.actions.scheduled_release import publish_released

    publish_released(object_id, at=clock.now())
