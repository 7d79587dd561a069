"""Acts that ask for a second factor used a moment ago, declared at the verb: `@verb(fresh=True)`.

Who is signed in, and when their second factor was last used, is said once for a request by the web
(reports/web/shared/second_factor.py). Outside a request nothing is said: commands of the operator
and background work act without a session (NIST SP 800-63B, reauthentication; ASVS 5.0, 7.5.3).
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from dataclasses import dataclass

FRESH_FOR_SECONDS = 10 * 60


@dataclass(frozen=True)
class Session:
    """Whose request it is, and whether they used a second factor that their roles accept within
    the ten minutes before it.
    """

    person_id: str = ""
    is_fresh: bool = False


NOBODY = Session()
_session: ContextVar[Session | None] = ContextVar("session", default=None)


class FreshFactorNeeded(Exception):
    """The act asks for the second factor again. No refusal: a form does not swallow it, the page
    that asks keeps what was typed.
    """


def enter(session: Session) -> Token[Session | None]:
    """From here on acts are this session's, until `leave`."""
    return _session.set(session)


def leave(token: Token[Session | None]) -> None:
    """The request is over."""
    _session.reset(token)


def check_fresh() -> None:
    """Raise FreshFactorNeeded where a request acts without a fresh second factor."""
    session = _session.get()
    if session is not None and not session.is_fresh:
        raise FreshFactorNeeded
