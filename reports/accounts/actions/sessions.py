"""Signing in and out: each session's start and end, and each refusal, is in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module

from django.conf import settings

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.models import User
from reports.accounts.policies import memberships_of
from reports.audit.actions import OPM_CHAIN, record
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
