"""Background work of the portal: an edition pushed once it is published, taken down once it is withdrawn."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports import clock
from reports.outbox.registry import handles
from reports.publication.actions.pushing import PUSH_JOB, TAKE_DOWN_JOB, Outcome, push, take_down
from reports.publication.models import Edition
from reports.publication.socrata.client import Portal
from reports.publication.socrata.exceptions import Incomplete, NotStanding
from reports.publication.socrata.target import is_configured, target_from_settings
from reports.publication.status import Status

ACTOR = "system:outbox"
LEASE = timedelta(hours=1)


@handles(PUSH_JOB, lease=LEASE)
def push_to_socrata(object_id: UUID, _version: int) -> None:
    """Push one edition. Where it stands no longer, there is nothing left to do."""
    edition = Edition.objects.defer("pattern").get(pk=object_id)
    if edition.status != Status.PUBLISHED or not is_configured():
        return
    target = target_from_settings()
    portal = Portal(target.address, target.credentials)
    try:
        outcomes = push(edition=edition, target=target, portal=portal, actor=ACTOR, clock=clock.now)
    except NotStanding:
        return
    _check_done(outcomes)


@handles(TAKE_DOWN_JOB, lease=LEASE)
def take_down_from_socrata(object_id: UUID, _version: int) -> None:
    """Remove a withdrawn edition's rows."""
    edition = Edition.objects.defer("pattern").get(pk=object_id)
    if not is_configured():
        return
    target = target_from_settings()
    portal = Portal(target.address, target.credentials)
    try:
        outcomes = take_down(edition=edition, target=target, portal=portal, actor=ACTOR, clock=clock.now)
    except NotStanding:
        return
    _check_done(outcomes)


def _check_done(outcomes: list[Outcome]) -> None:
    """Raise, so that the outbox tries again, unless every data set was read back as it should be."""
    if not all(outcome.verified for outcome in outcomes):
        raise Incomplete("The portal does not yet show what the edition says.")
