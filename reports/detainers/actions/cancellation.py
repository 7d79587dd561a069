"""Which earlier request a cancellation means, said after it was logged."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import CustodyEvent, Detainer
from reports.detainers.policies import check_can_amend
from reports.detainers.vocabulary import CANCELS_NONE, Relation
from reports.law.moments import local_day


@verb
def name_cancelled(*, paper: Detainer, cancelled: Detainer | None, by: User, at: datetime) -> None:
    """Record which request box 16 of a paper means, or that it means none of the agency's. Raises
    PermissionRefused, StateRefused, Conflict.
    """
    check_can_amend(by, paper, on=local_day(at))
    if paper.cancels_on is None:
        raise StateRefused("Box 16 of this request names no day, so it cancels nothing.")
    if cancelled is not None and cancelled.agency_id != paper.agency_id:
        raise StateRefused("The request to cancel belongs to another agency. Choose one of yours.")
    unnamed = Detainer.objects.filter(pk=paper.pk, earlier__isnull=True)
    if cancelled is None:
        if not unnamed.exists():
            raise Conflict("A request was named as the canceled one already.")
        CustodyEvent.objects.create(
            detainer=paper,
            record_key=paper.record_key,
            kind=CANCELS_NONE,
            happened_at=at,
            entered_at=at,
            entered_by=by,
        )
    elif not unnamed.update(earlier=cancelled, relation=Relation.CANCELS):
        raise Conflict("A request was named as the canceled one already.")
    audit_detainer(paper, "cancellation.matched", by=by, at=at, found=cancelled is not None)
