"""Accounts that nobody uses are deactivated, with warnings before, and reactivated with a
colleague's help (CJIS AC-2(3)).

Small towns have years without a detainer, so deactivation loses nothing: roles, drafts and
messages stay. Whoever is inactive is let in again when a colleague, or OPM where there is none,
says that this is the person; a certifier also by the link of the mail that says a half-year is due.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.last_holder import is_last_awake
from reports.accounts.models import User
from reports.accounts.policies import can, memberships_of
from reports.accounts.roles import Permission, Role
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import PermissionRefused, StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day

DEACTIVATED_AFTER = timedelta(days=90)
WARNED_BEFORE = (timedelta(days=14), timedelta(days=3))
SALT = "reports.accounts.wake"
LINK_LASTS = timedelta(days=45)


def _unused_since(moment: datetime) -> QuerySet[User]:
    """Awake people who were last seen, or, never seen, added, at or before a moment."""
    used = Coalesce("last_seen_at", "last_login", "created_at")
    return User.objects.annotate(used_at=used).filter(
        is_active=True, deactivated_at__isnull=True, used_at__lte=moment
    )


def users_to_warn(*, at: datetime) -> list[tuple[User, int]]:
    """Who will sleep soon, each with the days left as they were said: fourteen, then three."""
    found: dict[User, int] = {}
    for before in WARNED_BEFORE:
        for user in _unused_since(at - DEACTIVATED_AFTER + before):
            found[user] = before.days
    return list(found.items())


def deactivate_for_inactivity(
    *, at: datetime, was_warned: Callable[[User], bool] = lambda _: True
) -> int:
    """Send everybody to sleep who was not seen for ninety days and was warned in time. Returns how
    many.
    """
    return sum(
        _deactivate(user=user, at=at)
        for user in _unused_since(at - DEACTIVATED_AFTER)
        if was_warned(user) and not _is_opms_last_administrator(user, on=local_day(at))
    )


def _is_opms_last_administrator(user: User, *, on: date) -> bool:
    """Everybody else is woken by a colleague or by OPM; nobody could wake the last of OPM."""
    held = memberships_of(user, on=on)
    return any(is_last_awake(one, on=on) for one in held if one.role == Role.OPM_ADMIN)


@verb(system=True)
def _deactivate(*, user: User, at: datetime) -> bool:
    seen = Q(last_seen_at__isnull=True) | Q(last_seen_at__lte=at - DEACTIVATED_AFTER)
    if not User.objects.filter(seen, pk=user.pk, deactivated_at__isnull=True).update(
        deactivated_at=at
    ):
        return False  # signed in meanwhile
    _audit(user, "account.slept", "system:dormancy", at)
    return True


def check_can_reactivate(by: User, user: User, *, on: date) -> None:
    """A colleague of the same agency, or of OPM; OPM's administrator where an agency has nobody
    awake.
    """
    if by.pk == user.pk:
        raise PermissionRefused(
            "You cannot reactivate your own account. A colleague who knows you can."
        )
    places = {held.agency_id for held in memberships_of(user, on=on)}
    shared = places & {held.agency_id for held in memberships_of(by, on=on)}
    if not shared and not can(by, Permission.MANAGE_OPM_MEMBERS, on=on):
        raise PermissionRefused(
            "Only a colleague at the same agency, or OPM's administrator, can reactivate an"
            " account."
        )


@verb(fresh=True)
def reactivate(*, user: User, by: User, at: datetime, on: date) -> None:
    """Let somebody in again, on a colleague's word. Awake already, nothing happens."""
    check_can_reactivate(by, user, on=on)
    _reactivate(user, actor=str(by.pk), at=at)


@verb(system=True)
def reactivate_by_link(*, user: User, token: str, at: datetime) -> bool:
    """Wake the person whose password was right and whose mail carried this link."""
    if user.deactivated_at is None or _read(token) != _token_content(user):
        return False
    _reactivate(user, actor="system:wake-link", at=at)
    return True


def _reactivate(user: User, *, actor: str, at: datetime) -> None:
    if User.objects.filter(pk=user.pk, deactivated_at__isnull=False).update(
        deactivated_at=None, last_seen_at=at
    ):
        _audit(user, "account.woken", actor, at)
    user.refresh_from_db(fields=["deactivated_at", "last_seen_at"])


def check_not_deactivated(user: User) -> None:
    """The sentence for the door."""
    if user.deactivated_at is not None:
        raise StateRefused(
            "Your account is inactive because it was not used for ninety days. Nothing is lost. A"
            " colleague at your agency can reactivate it under People and roles, or contact OPM."
        )


def reactivation_link(user: User) -> str:
    """The address for the mail that tells a sleeping certifier of a due half-year. It works for
    this sleep only.
    """
    return settings.PUBLIC_ADDRESS + reverse(
        "account:reactivate", kwargs={"token": signing.dumps(_token_content(user), salt=SALT)}
    )


def _token_content(user: User) -> list[str]:
    return [str(user.pk), user.deactivated_at.isoformat() if user.deactivated_at else ""]


def _read(token: str) -> list[str]:
    try:
        parts: list[str] = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return []
    return parts


def _audit(user: User, event: str, actor: str, at: datetime) -> None:
    held = memberships_of(user, on=local_day(at))
    chain = audit_chain_of(held[0].agency) if held else OPM_CHAIN
    record(chain=chain, event=event, actor=actor, at=at, subject_type="user", subject_id=user.pk)
