"""Who acts when a program calls: the token's own account, with the work of a records clerk at the
one agency that the token is for. What is left to people (reviews, decisions, certifications) no
clerk may do, so no program may.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from reports.accounts.actions.api_tokens import hash_of
from reports.accounts.models import Agency, ApiToken, Membership, User
from reports.accounts.roles import Role
from reports.core.refusals import NotFound


def find_token(secret: str, *, at: datetime) -> ApiToken | None:
    """The token with this text, unless it was taken back or has expired."""
    rows = ApiToken.objects.usable(at).select_related("agency", "place", "account")
    return rows.filter(secret_sha256=hash_of(secret)).first()


def acting_account(token: ApiToken, *, on: date) -> User:
    """The token's account as the verbs take it. It holds its role only here, in memory: it cannot
    sign in, is in no list of people and gets no mail.
    """
    account = token.account
    account.is_active = True
    held = Membership(user=account, agency=token.place, role=Role.CLERK.value, valid_from=on)
    account.memberships_kept = (on, [held])
    return account


def tokens_of(agency: Agency, *, limit: int = 200) -> list[ApiToken]:
    """The agency's tokens, the newest first, those taken back included."""
    rows = ApiToken.objects.filter(agency=agency)
    rows = rows.select_related("place", "granted_by", "revoked_by", "replaced_by")
    return list(rows.order_by("-issued_at", "system_name")[:limit])


def get_token(agency: Agency, token_id: UUID) -> ApiToken:
    """One of the agency's tokens. Raises NotFound."""
    rows = ApiToken.objects.filter(agency=agency).select_related("agency", "place", "account")
    found = rows.filter(pk=token_id).first()
    if found is None:
        raise NotFound(str(token_id))
    return found
