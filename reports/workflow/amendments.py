"""Correcting a record, with the notices that no longer say what it says."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.verbs import verb
from reports.detainers.actions import amend
from reports.detainers.models import Detainer
from reports.detainers.values import DetainerValues
from reports.persons.values import PersonValues
from reports.workflow.stale_notices import noticing_corrections


@verb
def amend_detainer(
    *,
    detainer: Detainer,
    person: PersonValues,
    values: DetainerValues,
    reason: str,
    expected_version: int,
    by: User,
    at: datetime,
) -> Detainer:
    """Replace the values. A notice that would say something else now is held back until a corrected
    one replaces it. Raises EditConflict, Invalid, StateRefused.
    """
    with noticing_corrections(detainer.person, by=by, at=at):
        return amend.amend_detainer(
            detainer=detainer,
            person=person,
            values=values,
            reason=reason,
            expected_version=expected_version,
            by=by,
            at=at,
        )
