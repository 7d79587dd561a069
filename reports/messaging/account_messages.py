"""Messages about accounts: warned before they sleep, a grant, and the colleagues of somebody who
wants to be reactivated.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.accounts.actions.deactivation import (
    WARNED_BEFORE,
    deactivate_for_inactivity,
    users_to_warn,
)
from reports.accounts.models import Membership, User
from reports.accounts.policies import memberships_of
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message

Kind = Message.Kind
LAST_WARNING = min(WARNED_BEFORE)


def deactivation_round(*, at: datetime) -> int:
    """Once a day: warn those who will be inactive soon, each time once, and deactivate who was
    warned three days ago.

    So nobody is deactivated unwarned when an installation has stood still, or has just learnt to do
    this.
    Returns how many.
    """
    for user, days in users_to_warn(at=at):
        inbox.notify([user], Kind.DORMANT, at=at, deduplication_key=f"{_warning(user)}:{days}")
    return deactivate_for_inactivity(
        at=at, was_warned=lambda user: _was_warned(user, before=at - LAST_WARNING)
    )


def _warning(user: User) -> str:
    """A warning belongs to one spell of not being seen."""
    seen = user.last_seen_at or user.last_login or user.created_at
    return f"{Kind.DORMANT}:{seen.date() if seen else 'never'}"


def _was_warned(user: User, *, before: datetime) -> bool:
    warnings = Message.objects.filter(
        recipient=user, deduplication_key__startswith=_warning(user), created_at__lte=before
    )
    return warnings.exists()


@verb(system=True)
def notify_role_change(*, membership_id: UUID, at: datetime) -> None:
    """A grant on the list of what waits; said once, whoever asks again."""
    given = Membership.objects.select_related("user", "agency").get(pk=membership_id)
    inbox.notify(
        [given.user],
        Kind.ROLE_GRANTED,
        at=at,
        deduplication_key=f"{Kind.ROLE_GRANTED}:{given.pk}",
        agency=given.agency,
    )


@verb(system=True)
def request_reactivation(*, user: User, at: datetime) -> int:
    """Tell the colleagues of somebody whose password was right; OPM's administrators where there is
    no colleague.
    """
    on = local_day(at)
    held = memberships_of(user, on=on)
    found: dict[UUID, User] = {}
    for membership in held:
        rows = Membership.objects.on(on).filter(agency=membership.agency).exclude(user=user)
        rows = rows.filter(user__is_active=True, user__deactivated_at__isnull=True).select_related(
            "user"
        )
        found |= {row.user.pk: row.user for row in rows}
    people = list(found.values()) or inbox.opm_administrators(on=on)
    place = held[0].agency if held else None
    return inbox.notify(
        people, Kind.ASLEEP, at=at, deduplication_key=f"{Kind.ASLEEP}:{user.pk}:{on}", agency=place
    )
