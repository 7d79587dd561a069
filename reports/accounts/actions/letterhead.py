"""The agency's heading on its letters: who keeps it, and that every change is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.core.printable_text import check_printable
from reports.core.refusals import StateRefused
from reports.core.verbs import verb


@dataclass(frozen=True)
class Letterhead:
    """What stands at the head of a letter beside the agency's name."""

    address: str
    phone: str
    records_contact: str
    head_title: str


@verb
def change_letterhead(
    *, agency: Agency, values: Letterhead, by: User, at: datetime, on: date
) -> None:
    """Change the heading of letters to come; letters already issued keep theirs."""
    check_can(by, Permission.MANAGE_AGENCY, agency, on=on)
    check_printable(
        {
            "The address": values.address,
            "The telephone": values.phone,
            "The head's title": values.head_title,
        }
    )
    changed = [name for name, value in vars(values).items() if getattr(agency, name) != value]
    if not changed:
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    for name in changed:
        setattr(agency, name, getattr(values, name))
    agency.save(update_fields=changed)
    record(
        chain=agency.code,
        event="agency.letterhead_changed",
        actor=str(by.pk),
        at=at,
        subject_type="agency",
        subject_id=agency.pk,
        detail={"fields": ",".join(sorted(changed))},
    )
