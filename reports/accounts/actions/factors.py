"""Second factors of people: each that is added or removed is in the audit log, and the person is
told by mail.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.models import User
from reports.accounts.notifications import FACTOR_MAIL
from reports.accounts.policies import memberships_of
from reports.audit.actions import OPM_CHAIN, record
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.outbox.actions import enqueue


@verb
def note_factor_change(*, user: User, event: str, kind: str, by: User, at: datetime) -> None:
    """Keep that a second factor was added or removed; never the factor itself."""
    held = memberships_of(user, on=local_day(at))
    entry = record(
        chain=audit_chain_of(held[0].agency) if held else OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=user.pk,
        detail={"kind": kind},
    )
    enqueue(kind=FACTOR_MAIL, object_id=entry.pk, at=at)
