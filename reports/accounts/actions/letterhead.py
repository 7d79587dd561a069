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


@dataclass(frozen=True)
class FirstHeading:
    """What no letter should go out without: where the agency is and how it is called."""

    address: str
    phone: str


def lacks_heading(agency: Agency) -> bool:
    """Whether a letter would leave the address or the telephone as a line to fill by hand."""
    return not (agency.address.strip() and agency.phone.strip())


def check_has_heading(agency: Agency) -> None:
    """Refuse to go on at a screen, where somebody can be asked, without a heading."""
    if lacks_heading(agency):
        raise StateRefused(
            "The agency's letters have no address or no phone number yet. Enter both; the first"
            " letter goes out with them."
        )


@verb
def enter_first_heading(
    *, agency: Agency, values: FirstHeading, by: User, at: datetime, on: date
) -> None:
    """Enter what the heading lacks, by whoever logs the agency's first request at night. What
    stands there already is the administrator's to change and stays.
    """
    check_can(by, Permission.LOG_DETAINER, agency, on=on)
    check_printable({"The address": values.address, "The phone": values.phone})
    now = Agency.objects.select_for_update().get(pk=agency.pk)
    missing = [name for name, value in vars(values).items() if value and not getattr(now, name)]
    for name in missing:
        setattr(now, name, getattr(values, name).strip())
    check_has_heading(now)
    agency.address, agency.phone = now.address, now.phone
    if missing:
        now.save(update_fields=missing)
        _record(now, missing, by=by, at=at)


@verb
def change_letterhead(
    *, agency: Agency, values: Letterhead, by: User, at: datetime, on: date
) -> None:
    """Change the heading of letters to come; letters already issued keep theirs."""
    check_can(by, Permission.MANAGE_AGENCY, agency, on=on)
    check_printable(
        {
            "The address": values.address,
            "The phone": values.phone,
            "The head's title": values.head_title,
        }
    )
    changed = [name for name, value in vars(values).items() if getattr(agency, name) != value]
    if not changed:
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    for name in changed:
        setattr(agency, name, getattr(values, name))
    agency.save(update_fields=changed)
    _record(agency, changed, by=by, at=at)


def _record(agency: Agency, changed: list[str], *, by: User, at: datetime) -> None:
    record(
        chain=agency.code,
        event="agency.letterhead_changed",
        actor=str(by.pk),
        at=at,
        subject_type="agency",
        subject_id=agency.pk,
        detail={"fields": ",".join(sorted(changed))},
    )
