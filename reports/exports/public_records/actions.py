"""Making a draft of public records: who may, and that it was made."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.exports.policies import check_can_export
from reports.exports.public_records.contents import Bundle, bundle_of
from reports.law.moments import local_day


@verb(fresh=True)
def draft_public_records(
    *, agency: Agency, starts_on: date, ends_on: date, by: User, at: datetime
) -> Bundle:
    """A draft of the agency's records of these days, which nobody has reviewed. Raises
    PermissionRefused, StateRefused.
    """
    check_can_export(by, agency, on=local_day(at))
    if ends_on < starts_on:
        raise StateRefused("The last day lies before the first.")
    bundle = bundle_of(agency, starts_on=starts_on, ends_on=ends_on, at=at)
    record(
        chain=agency.code,
        event="export.made",
        actor=str(by.pk),
        at=at,
        detail={
            "what": "public_records_draft",
            "from": starts_on.isoformat(),
            "to": ends_on.isoformat(),
            "records": len(bundle.entries),
            "withheld": len(bundle.withheld),
        },
    )
    return bundle
