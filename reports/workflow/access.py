"""An ICE access, and the release notice that is owed when it notifies of a release."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.access import actions
from reports.access.models import Access
from reports.access.values import AccessValues
from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.models import Detainer, Reply
from reports.notices.actions.transition import mark_stale
from reports.notices.status import StaleReason
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.submissions.actions.contradict import flag_contradiction
from reports.workflow.acts_against import mark_access
from reports.workflow.notices import issue_release_notices


@verb
def record_access(
    *,
    agency: Agency,
    values: AccessValues,
    form_token: UUID,
    by: User,
    at: datetime,
    person: Person | PersonValues,
    detainer: Detainer | None = None,
    reply: Reply | None = None,
    reason_against_decision: str = "",
) -> Access:
    """Record one access. If it notifies of a release, the release notice (N2) is issued. One that
    differs from the decision in force needs `reason_against_decision`. Raises ReasonNeeded.
    """
    access = actions.record_access(
        agency=agency,
        values=values,
        form_token=form_token,
        by=by,
        at=at,
        person=person,
        detainer=detainer,
        reply=reply,
    )
    flag_contradiction(access=access, at=at)
    if not hasattr(access, "act_against"):
        mark_access(access, reason=reason_against_decision, by=by, at=at)
    if detainer is not None and access.notifies_release and not access.notices.exists():
        issue_release_notices(access, by=by, at=at)
    return access


@verb
def correct_access(
    *, access: Access, values: AccessValues, reason: str, by: User, at: datetime
) -> Access:
    """Add a corrected row that replaces a current one; its notices replace those of the old row.
    Where the corrected act differs from the decision in force, the reason of the correction says
    why.
    """
    corrected = actions.correct_access(access=access, values=values, reason=reason, by=by, at=at)
    flag_contradiction(access=corrected, at=at)
    mark_access(corrected, reason=reason, by=by, at=at)
    mark_stale(access.notices.live(), because=StaleReason.ACCESS_CORRECTED, by=by, at=at)
    if corrected.detainer is not None and corrected.notifies_release:
        issue_release_notices(corrected, by=by, at=at)
    return corrected


@verb
def void_access(*, access: Access, reason: str, by: User, at: datetime) -> None:
    """Mark an access as recorded by mistake. The notices about it are held back; nothing replaces
    them.
    """
    actions.void_access(access=access, reason=reason, by=by, at=at)
    mark_stale(access.notices.live(), because=StaleReason.ACCESS_VOIDED, by=by, at=at)
