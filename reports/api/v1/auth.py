"""Who calls: a token, what it may do, and how often.

The secret of a token is compared by its hash only. Calls are counted by minute for each program;
what is left stands in the headers of every answer. Wrong tokens are counted by address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from reports.accounts.actions.api_tokens import note_token_used
from reports.accounts.api_identity import acting_account, find_token
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import Agency, ApiToken, User
from reports.api.v1.problems import Problem
from reports.core import clock
from reports.law.moments import local_day
from reports.web.shared.rate_limit import Limit, client_address

WRONG_TOKENS = Limit("api-token", tries=60, seconds=60)
LONGEST_SECRET = 200


@dataclass(frozen=True)
class Caller:
    """A program at work: its account for the verbs, the agency it acts in, and when."""

    token: ApiToken
    account: User
    agency: Agency
    at: datetime


class CallRequest(HttpRequest):
    """A request whose caller is known. Operations behind a token take this."""

    caller: Caller
    answer_headers: dict[str, str]


class BearerToken(HttpBearer):
    """Lets in a token with this scope; without one, any token that is good."""

    def __init__(self, scope: ApiScope | None = None) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The caller; None where the token is none. Raises Problem."""
        at = clock.now()
        found = find_token(token, at=at) if len(token) <= LONGEST_SECRET else None
        if found is None:
            if not WRONG_TOKENS.allows(client_address(request)):
                raise Problem(429)
            return None
        request.signed_in_id = str(found.account_id)  # type: ignore[attr-defined]  # for the request log
        structlog.contextvars.bind_contextvars(token_id=str(found.pk))
        _count(request, found, at)
        if self.scope is not None and self.scope not in found.scopes:
            raise Problem(403, f"The token lacks the scope {self.scope.value}.")
        note_token_used(token=found, at=at)
        account = acting_account(found, on=local_day(at))
        caller = Caller(found, account, found.place, at)
        request.caller = caller  # type: ignore[attr-defined]  # CallRequest says so to the operations
        return caller


def _count(request: HttpRequest, token: ApiToken, at: datetime) -> None:
    """Count the call in its minute. Raises Problem."""
    allowed = settings.REQUESTS_EACH_MINUTE
    minute, second = divmod(int(at.timestamp()), 60)
    limit = Limit("api", tries=allowed, seconds=120)
    used = limit.used(f"{token.account_id} {minute}")
    headers = {
        "RateLimit-Limit": str(allowed),
        "RateLimit-Remaining": str(max(0, allowed - used)),
        "RateLimit-Reset": str(60 - second),
    }
    if used > allowed:
        headers["Retry-After"] = headers["RateLimit-Reset"]
    request.answer_headers = headers  # type: ignore[attr-defined]  # CallRequest says so to the operations
    if used > allowed:
        raise Problem(429)
