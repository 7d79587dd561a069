"""Account transfer: roles, open work, drafts and OPM reviews go to a successor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.actions import transfer
from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core.verbs import verb
from reports.detainers.actions.drafts import transfer_drafts
from reports.messaging import inbox
from reports.submissions.actions.saved_filters import transfer_opm_desk


@dataclass(frozen=True)
class TransferResult:
    """The successor, and how much was transferred with the roles."""

    successor: User
    messages: int
    drafts: int
    in_hand: int


@verb(fresh=True)
def transfer_account(
    *, leaving: User, agency: Agency | None, email: str, name: str, by: User, at: datetime, on: date
) -> TransferResult:
    """Transfer the roles, then everything assigned to the person who leaves. What they did stays
    under their name.
    """
    successor = transfer.transfer_account(
        leaving=leaving, agency=agency, email=email, name=name, by=by, at=at, on=on
    )
    waiting = inbox.transfer_messages(leaving=leaving, successor=successor, agency=agency, at=at)
    drafts = 0
    if agency is not None and can(successor, Permission.LOG_DETAINER, agency, on=on):
        drafts = transfer_drafts(leaving=leaving, successor=successor, agency=agency)
    in_hand = (
        transfer_opm_desk(leaving=leaving, successor=successor, at=at) if agency is None else 0
    )
    return TransferResult(successor, waiting, drafts, in_hand)
