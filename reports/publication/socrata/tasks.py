"""Background jobs of the portal: an edition is pushed once it is published, removed once it is
withdrawn.

The modules that do the work are imported only when there is some: they need disclosure control,
which would cost every start half a second.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from reports.core import clock
from reports.outbox.lanes import Lane
from reports.outbox.models import Job
from reports.outbox.registry import job_handler
from reports.publication.models.editions import Edition
from reports.publication.socrata.exceptions import Incomplete, NotCurrent
from reports.publication.socrata.target import (
    PUSH_JOB,
    TAKE_DOWN_JOB,
    is_configured,
    target_from_settings,
)
from reports.publication.status import EditionStatus

if TYPE_CHECKING:
    from reports.publication.socrata.actions import PushOutcome

ACTOR = "system:outbox"
LEASE = timedelta(hours=1)


@job_handler(PUSH_JOB, lane=Lane.PUBLICATION, lease=LEASE)
def push_to_socrata(object_id: UUID, version: int) -> None:
    """Push one edition. If it is no longer current, nothing is left to do."""
    from reports.publication.socrata.actions import push

    edition = Edition.objects.defer("pattern").get(pk=object_id)
    if edition.status == EditionStatus.PUBLISHED and is_configured():
        _do(push, PUSH_JOB, edition, version)


@job_handler(TAKE_DOWN_JOB, lane=Lane.PUBLICATION, lease=LEASE)
def take_down_from_socrata(object_id: UUID, version: int) -> None:
    """Remove a withdrawn edition's rows."""
    from reports.publication.socrata.actions import unpublish

    if is_configured():
        _do(unpublish, TAKE_DOWN_JOB, Edition.objects.defer("pattern").get(pk=object_id), version)


def _do(verb: Callable[..., list[PushOutcome]], kind: str, edition: Edition, version: int) -> None:
    """Raises, so that the outbox tries again, unless every dataset was read back as it should
    be.
    """
    from reports.publication.socrata.actions import check_nobody_pushes
    from reports.publication.socrata.client import Portal

    mine = Job.objects.filter(kind=kind, object_id=edition.pk, version=version).first()
    check_nobody_pushes(at=clock.now(), mine=mine)
    target = target_from_settings()
    portal = Portal(target.address, target.credentials)
    try:
        outcomes = verb(edition=edition, target=target, portal=portal, actor=ACTOR, clock=clock.now)
    except NotCurrent:
        return
    if not all(outcome.verified for outcome in outcomes):
        raise Incomplete("The portal does not yet show what the edition says.")
