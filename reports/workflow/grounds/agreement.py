"""The person's agreement that a copy says what the conviction or the warrant is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.access.models import Access
from reports.accounts.models import User
from reports.core.verbs import verb
from reports.notices.actions import release_reason
from reports.notices.models import ContactInquiry
from reports.workflow.stale_notices import noticing_corrections


@verb
def record_contact_inquiry(
    *,
    access: Access,
    answer: str,
    inquired_at: datetime,
    note: str,
    agrees_to_facts: bool,
    by: User,
    at: datetime,
    form_token: UUID | None = None,
) -> ContactInquiry:
    """Record whom else to tell, and what a copy may say. A copy that says less or more than the
    person agreed to is held back until a corrected one replaces it.
    """

    def recorded() -> ContactInquiry:
        return release_reason.record_contact_inquiry(
            access=access,
            answer=answer,
            inquired_at=inquired_at,
            note=note,
            agrees_to_facts=agrees_to_facts,
            by=by,
            at=at,
            form_token=form_token,
        )

    if access.detainer is None:
        return recorded()
    with noticing_corrections(access.detainer.person, by=by, at=at):
        return recorded()
