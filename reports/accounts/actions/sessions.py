"""Signing in and out: each session's start and end, and each refusal, is in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module

from django.conf import settings

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.actions.roles import check_may_grant
from reports.accounts.factors import sessions_of
from reports.accounts.models import Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import Role
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day


@verb
def start_session(*, sign_in: Callable[[], None], by: User, at: datetime) -> None:
    """Let somebody in. `sign_in` makes the session: it stands only together with its entry."""
    sign_in()
    User.objects.filter(pk=by.pk).update(last_seen_at=at)
    _record(by, "session.started", at)


@verb
def end_session(*, by: User, at: datetime) -> None:
    """Somebody signs out."""
    _record(by, "session.ended", at)


@verb
def revoke_sessions(
    *, user: User, count: int, end: Callable[[], None], by: User, at: datetime
) -> None:
    """End sessions of somebody from elsewhere. `end` ends them: they go only together with the
    entry.
    """
    if not count:
        return
    end()
    held = memberships_of(user, on=local_day(at))
    record(
        chain=audit_chain_of(held[0].agency) if held else OPM_CHAIN,
        event="session.revoked",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=user.pk,
        detail={"sessions": count},
    )


@verb(fresh=True)
def end_sessions_of(*, membership: Membership, by: User, at: datetime, on: date) -> int:
    """Whoever gives and ends a role signs its holder out everywhere, at the next request: a lost
    computer, a desk left open. Returns how many sessions ended. One's own are ended under one's
    own name.
    """
    check_may_grant(by, Role(membership.role), membership.agency, on=on)
    if membership.user_id == by.pk:
        raise StateRefused("End your own sessions under your name, at the head of the page.")
    rows = sessions_of(membership.user)
    for row in rows:
        row.end()
    record(
        chain=audit_chain_of(membership.agency),
        event="session.revoked",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=membership.user_id,
        detail={"sessions": len(rows)},
    )
    return len(rows)


@verb(system=True)
def refuse_factor(*, user: User, at: datetime) -> None:
    """The password was right and the second factor was not."""
    held = memberships_of(user, on=local_day(at))
    record(
        chain=audit_chain_of(held[0].agency) if held else OPM_CHAIN,
        event="session.factor_refused",
        actor="system:sign-in",
        at=at,
        subject_type="user",
        subject_id=user.pk,
    )


@verb(system=True)
def forget_expired_sessions(*, at: datetime) -> None:
    """Sessions that have ended leave the database; nobody can go on with them anyway."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@verb(system=True)
def refuse_session(*, email: str, locked: Sequence[str], at: datetime) -> None:
    """Somebody was not let in; `locked` names what was locked by it. The address typed is not
    kept: it may be a password in the wrong box.
    """
    record(chain=OPM_CHAIN, event="session.refused", actor="system:sign-in", at=at)
    if not locked:
        return
    known = User.objects.filter(email__iexact=email.strip()).first()
    record(
        chain=OPM_CHAIN,
        event="session.locked",
        actor="system:sign-in",
        at=at,
        subject_type="user",
        subject_id=known.pk if known else None,
        detail={"by": ",".join(locked)},
    )


def _record(user: User, event: str, at: datetime) -> None:
    held = memberships_of(user, on=local_day(at))
    chain = audit_chain_of(held[0].agency) if held else OPM_CHAIN
    record(
        chain=chain,
        event=event,
        actor=str(user.pk),
        at=at,
        subject_type="user",
        subject_id=user.pk,
    )
