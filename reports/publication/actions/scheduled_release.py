"""A checked edition is released by its publisher and published at the fixed hour, for everybody at
once.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings

from reports.accounts.models import User
from reports.core.refusals import Conflict, Refused
from reports.core.verbs import verb
from reports.law.moments import LOCAL_TIME, local, local_day
from reports.outbox.actions import enqueue
from reports.publication.actions.publish import publish
from reports.publication.actions.transition import audit_edition
from reports.publication.models.editions import Edition
from reports.publication.notifications import Kind, notify_publishers
from reports.publication.policies import check_can_publish
from reports.publication.status import PUBLISH_KIND, EditionEvent, EditionStatus

AT_ONCE = 24


def next_release_time(at: datetime, *, hour: int) -> datetime:
    """The next time that it is this hour in Connecticut."""
    wall = local(at)
    today = datetime.combine(wall.date(), time(hour), tzinfo=LOCAL_TIME)
    if today > wall:
        return today
    return datetime.combine(wall.date() + timedelta(days=1), time(hour), tzinfo=LOCAL_TIME)


def release(*, edition: Edition, by: User, at: datetime, on: date) -> Edition:
    """Publish at the fixed hour; at once where none is set."""
    if settings.PUBLICATION_HOUR >= AT_ONCE:
        return publish(edition=edition, by=by, at=at, on=on)
    check_can_publish(by, edition, on=on)
    scheduled_at = next_release_time(at, hour=settings.PUBLICATION_HOUR)
    _schedule(edition=edition, scheduled_at=scheduled_at, by=by, at=at)
    edition.refresh_from_db()
    return edition


@verb(fresh=True)
def _schedule(*, edition: Edition, scheduled_at: datetime, by: User, at: datetime) -> None:
    free = Edition.objects.filter(
        pk=edition.pk, status=EditionStatus.PROPOSED, released_at__isnull=True
    )
    if not free.update(
        released_at=at, released_by=by, scheduled_at=scheduled_at, on_hold_reason=""
    ):
        raise Conflict("This edition is released already. Open it again to see when it goes out.")
    hours = int(scheduled_at.timestamp() // 3600)
    enqueue(kind=PUBLISH_KIND, object_id=edition.pk, version=hours, at=at, run_after=scheduled_at)
    audit_edition(edition, EditionEvent.RELEASED, by=by, at=at)


def publish_released(edition_id: UUID, *, at: datetime) -> None:
    """At the hour, publish what was released, or report why it is not published. Safe to run
    twice.
    """
    edition = Edition.objects.select_related("released_by", "threshold").get(pk=edition_id)
    by = edition.released_by
    if edition.status != EditionStatus.PROPOSED or not isinstance(by, User):
        return
    on = local_day(at)
    try:
        publish(edition=edition, by=by, at=at, on=on)
    except Refused as refused:
        _hold_back(edition=edition, why=str(refused), by=by, at=at, on=on)


@verb
def _hold_back(*, edition: Edition, why: str, by: User, at: datetime, on: date) -> None:
    still = Edition.objects.filter(pk=edition.pk, status=EditionStatus.PROPOSED)
    if still.update(released_at=None, released_by=None, scheduled_at=None, on_hold_reason=why):
        audit_edition(edition, EditionEvent.HELD_BACK, by=by, at=at)
        notify_publishers(edition, Kind.HELD_BACK, at=at, on=on)
