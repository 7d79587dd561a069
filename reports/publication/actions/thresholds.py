"""OPM legal chooses the suppression threshold T and gives the reason."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.publication.models.editions import Threshold
from reports.publication.policies import check_can_set_threshold

SMALLEST, LARGEST = 2, 1000


@verb(fresh=True)
def set_threshold(*, value: int | None, reason: str, by: User, at: datetime, on: date) -> Threshold:
    """Record T from now on; None withholds nothing. Editions already published keep theirs."""
    check_can_set_threshold(by, on=on)
    if value is not None and not SMALLEST <= value <= LARGEST:
        raise StateRefused(f"T is a whole number from {SMALLEST} to {LARGEST}, or none.")
    if not reason.strip():
        raise StateRefused("Say why: the reason is kept with the choice and can be asked for.")
    threshold = Threshold.objects.create(value=value, reason=reason.strip(), set_at=at, set_by=by)
    _audit(threshold, "threshold.set", by=by, at=at)
    return threshold


@verb(fresh=True)
def agree_to_threshold(*, threshold: Threshold, by: User, at: datetime, on: date) -> None:
    """A second person of OPM legal agrees that nothing is withheld."""
    check_can_set_threshold(by, on=on)
    if threshold.set_by_id == by.pk:
        raise StateRefused("You chose this threshold; the second sign-off must be somebody else's.")
    done = Threshold.objects.filter(pk=threshold.pk, agreed_at__isnull=True).update(
        agreed_at=at, agreed_by=by
    )
    if not done:
        raise StateRefused("Somebody has agreed to this threshold already.")
    _audit(threshold, "threshold.agreed", by=by, at=at)


def _audit(threshold: Threshold, event: str, *, by: User, at: datetime) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="threshold",
        subject_id=threshold.pk,
        detail={"threshold": threshold.words},
    )
