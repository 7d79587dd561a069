"""Reading what allauth keeps of people's second factors and sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from reports.accounts.models import User

PASSKEY = str(Authenticator.Type.WEBAUTHN)
CODE_APP = str(Authenticator.Type.TOTP)
RECOVERY_CODES = str(Authenticator.Type.RECOVERY_CODES)
KINDS = frozenset(str(kind) for kind in Authenticator.Type)


def kinds_of(user: User) -> frozenset[str]:
    """The kinds of factor that the person has set up."""
    return frozenset(str(kind) for kind in _of(user).values_list("type", flat=True))


def kinds_beside(user: User, factor: Authenticator) -> frozenset[str]:
    """The kinds that would be left without this one."""
    others = _of(user).exclude(pk=factor.pk)
    return frozenset(str(kind) for kind in others.values_list("type", flat=True))


def newest_factor(user: User, kind: str) -> Authenticator:
    """The factor of this kind that was set up last. Raises LookupError."""
    found = _of(user).filter(type=kind).order_by("-pk").first()
    if found is None:
        raise LookupError(kind)
    return found


def count_of(user: User, kind: str) -> int:
    """How many factors of this kind the person has."""
    return int(_of(user).filter(type=kind).count())


def sessions_of(user: User) -> list[UserSession]:
    """Every browser in which the person is signed in, the oldest first."""
    rows = UserSession.objects.purge_and_list(user)
    return sorted(rows, key=lambda row: row.created_at)


def _of(user: User):  # type: ignore[no-untyped-def]  # allauth's rows are untyped
    return Authenticator.objects.filter(user_id=user.pk)
