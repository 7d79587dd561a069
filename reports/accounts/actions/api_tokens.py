"""Tokens with which programs call the interface: made, renewed and taken back.

A token has 256 bits of chance, so a plain SHA-256 of it keeps it as safe as a slow hash would (NIST
SP 800-63B-4, look-up secrets of 112 bits or more). It is shown once. Every act is in the agency's
audit log, and those who answer for the agency's tokens are told by mail.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from reports.accounts.api_scopes import MANAGE_TOKENS, ApiScope
from reports.accounts.models import Agency, ApiToken, User
from reports.accounts.notifications import PROGRAM_MAIL
from reports.accounts.policies import check_can
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.outbox.actions import enqueue

LASTS = timedelta(days=365)
# Both the old and the new one work while the program is being given the new one.
OVERLAP = timedelta(hours=24)
MOST_TOKENS = 20
NOTED_EVERY = timedelta(minutes=1)
LIVE, SANDBOX = "trust_live_", "trust_test_"
OPERATOR = "system:operator"


@dataclass(frozen=True)
class NewToken:
    """A token that was just made, with its text, which nobody sees again."""

    token: ApiToken
    secret: str


def hash_of(secret: str) -> str:
    """What is kept of a token's text."""
    return hashlib.sha256(secret.encode()).hexdigest()


@verb(fresh=True)
def create_token(
    *,
    agency: Agency,
    system_name: str,
    scopes: Collection[ApiScope],
    is_sandbox: bool,
    by: User,
    at: datetime,
) -> NewToken:
    """A token for one program. Raises PermissionRefused, StateRefused."""
    check_can(by, MANAGE_TOKENS, agency, on=local_day(at))
    return _create(agency, system_name, scopes, is_sandbox=is_sandbox, by=by, at=at)


@verb(system=True)
def create_token_as_operator(
    *,
    agency: Agency,
    system_name: str,
    scopes: Collection[ApiScope],
    is_sandbox: bool,
    at: datetime,
) -> NewToken:
    """The same by the operator's command; the agency is told. Raises StateRefused."""
    return _create(agency, system_name, scopes, is_sandbox=is_sandbox, by=None, at=at)


@verb(fresh=True)
def rotate_token(*, token: ApiToken, by: User, at: datetime) -> NewToken:
    """A new token for the same program with the same scopes; the old one works for another day.
    Raises PermissionRefused; Conflict where it was renewed or taken back meanwhile.
    """
    check_can(by, MANAGE_TOKENS, token.agency, on=local_day(at))
    locked = _locked(token, at)
    if ApiToken.objects.filter(replaces=locked).exists():
        raise Conflict("This token was renewed already. Renew the newer one.")
    made = _issue(
        agency=locked.agency,
        place=locked.place,
        account=locked.account,
        system_name=locked.system_name,
        scopes=locked.scopes,
        by=by,
        at=at,
        replaces=locked,
    )
    locked.expires_at = min(locked.expires_at, at + OVERLAP)
    locked.save(update_fields=["expires_at"])
    _audit(made.token, "token.rotated", by=by, at=at)
    return made


@verb(fresh=True)
def revoke_token(*, token: ApiToken, by: User, at: datetime) -> None:
    """Take a token back; it stops at once. Raises PermissionRefused, Conflict."""
    check_can(by, MANAGE_TOKENS, token.agency, on=local_day(at))
    locked = _locked(token, at)
    locked.revoked_at, locked.revoked_by = at, by
    locked.save(update_fields=["revoked_at", "revoked_by"])
    _audit(locked, "token.revoked", by=by, at=at)


@verb(system=True)
def note_token_used(*, token: ApiToken, at: datetime) -> None:
    """When it was last used, to the minute."""
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def _locked(token: ApiToken, at: datetime) -> ApiToken:
    rows = ApiToken.objects.select_for_update(of=("self",))
    found = rows.select_related("agency", "place", "account").get(pk=token.pk)
    if not found.is_usable(at):
        raise Conflict("This token was taken back or has expired already.")
    return found


def _create(
    agency: Agency,
    system_name: str,
    scopes: Collection[ApiScope],
    *,
    is_sandbox: bool,
    by: User | None,
    at: datetime,
) -> NewToken:
    wait_for_turn(f"api-tokens:{agency.pk}")
    name = system_name.strip()
    if not name:
        raise StateRefused("Say which program the token is for.")
    if not scopes:
        raise StateRefused("Choose at least one thing that the program may do.")
    if ApiToken.objects.filter(agency=agency).usable(at).count() >= MOST_TOKENS:
        raise StateRefused(
            f"{agency.name} has {MOST_TOKENS} tokens in use. Take back one that is not needed."
        )
    identity = uuid4()
    account = User(
        id=identity,
        # A domain that never delivers mail (RFC 2606), for an account that nobody signs in with.
        email=f"{identity}@program.invalid",
        name=f"{name} (program)",
        is_active=False,
        created_at=at,
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    made = _issue(
        agency=agency,
        place=_sandbox_of(agency, at=at) if is_sandbox else agency,
        account=account,
        system_name=name,
        scopes=sorted(scope.value for scope in scopes),
        by=by,
        at=at,
    )
    _audit(made.token, "token.created", by=by, at=at)
    return made


def _issue(
    *,
    agency: Agency,
    place: Agency,
    account: User,
    system_name: str,
    scopes: list[str],
    by: User | None,
    at: datetime,
    replaces: ApiToken | None = None,
) -> NewToken:
    secret = f"{SANDBOX if place.is_sandbox else LIVE}{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        agency=agency,
        place=place,
        account=account,
        system_name=system_name,
        scopes=scopes,
        secret_sha256=hash_of(secret),
        last_characters=secret[-4:],
        issued_at=at,
        granted_by=by,
        expires_at=at + LASTS,
        replaces=replaces,
    )
    return NewToken(token, secret)


def _sandbox_of(agency: Agency, *, at: datetime) -> Agency:
    """The agency's sandbox: an agency of its own that no list, figure, report or edition counts."""
    if agency.is_sandbox:
        return agency
    code = f"sandbox-{agency.code}"[:60]
    known = Agency.objects.filter(code=code).first()
    if known is not None:
        return known
    copied = ("kind", "town", "address", "phone", "records_contact", "head_title")
    made = Agency.objects.create(
        code=code,
        name=f"{agency.name} (sandbox)",
        is_sandbox=True,
        provenance=f"Sandbox for programs of {agency.code}",
        **{name: getattr(agency, name) for name in copied},
    )
    record(
        chain=code,
        event="agency.added",
        actor=OPERATOR,
        at=at,
        subject_type="agency",
        subject_id=made.pk,
        detail={"code": code},
    )
    return made


def _audit(token: ApiToken, event: str, *, by: User | None, at: datetime) -> None:
    entry = record(
        chain=token.agency.code,
        event=event,
        actor=str(by.pk) if by else OPERATOR,
        at=at,
        subject_type="api_token",
        subject_id=token.pk,
        detail={"sandbox": token.is_sandbox, "scopes": ",".join(token.scopes)},
    )
    enqueue(kind=PROGRAM_MAIL, object_id=entry.pk, at=at)
