"""A checked edition is released by its publisher and goes out at the fixed hour: everybody gets it
at once.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from reports.accounts.models import User
from reports.core.refusals import Moved, Refused
from reports.outbox.actions import promise
from reports.publication.actions.publish import publish
from reports.publication.actions.transition import note
from reports.publication.models.editions import Edition
from reports.publication.notifications import Kind, tell_publishers
from reports.publication.policies import check_can_publish
from reports.publication.status import PUBLISH_KIND, Event, Status
from reports.submissions.due_dates import CONNECTICUT

AT_ONCE = 24


def next_hour(at: datetime, *, hour: int) -> datetime:
    """The next time that it is this hour in Connecticut."""
    local = at.astimezone(CONNECTICUT)
    today = datetime.combine(local.date(), time(hour), tzinfo=CONNECTICUT)
    if today > local:
        return today
    return datetime.combine(local.date() + timedelta(days=1), time(hour), tzinfo=CONNECTICUT)


def release(*, edition: Edition, by: User, at: datetime, on: date) -> Edition:
    """Publish at the fixed hour; at once where none is set."""
    if settings.PUBLICATION_HOUR >= AT_ONCE:
        return publish(edition=edition, by=by, at=at, on=on)
    check_can_publish(by, edition, on=on)
    goes_out_at = next_hour(at, hour=settings.PUBLICATION_HOUR)
    with transaction.atomic():
        free = Edition.objects.filter(
            pk=edition.pk, status=Status.PROPOSED, released_at__isnull=True
        )
        if not free.update(released_at=at, released_by=by, goes_out_at=goes_out_at, held_back=""):
            raise Moved("This edition is released already. Open it again to see when it goes out.")
        hours = int(goes_out_at.timestamp() // 3600)
        promise(
            kind=PUBLISH_KIND, object_id=edition.pk, version=hours, at=at, run_after=goes_out_at
        )
        note(edition, Event.RELEASED, by=by, at=at)
    edition.refresh_from_db()
    return edition


def publish_released(edition_id: UUID, *, at: datetime) -> None:
    """At the hour: publish what was released, or say why it stays back. Safe to run twice."""
    edition = Edition.objects.select_related("released_by", "threshold").get(pk=edition_id)
    by = edition.released_by
    if edition.status != Status.PROPOSED or not isinstance(by, User):
        return
    on = at.astimezone(CONNECTICUT).date()
    try:
        publish(edition=edition, by=by, at=at, on=on)
    except Refused as refused:
        _hold_back(edition, by, why=str(refused), at=at, on=on)


@transaction.atomic
def _hold_back(edition: Edition, by: User, *, why: str, at: datetime, on: date) -> None:
    still = Edition.objects.filter(pk=edition.pk, status=Status.PROPOSED)
    if still.update(released_at=None, released_by=None, goes_out_at=None, held_back=why):
        note(edition, Event.HELD_BACK, by=by, at=at)
        tell_publishers(edition, Kind.HELD_BACK, at=at, on=on)
