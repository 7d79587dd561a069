"""How often one address may ask, counted in the cache, and how often a password may be tried,
counted in the database. Neither address nor account is kept: only a keyed hash of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from reports.accounts.actions.sign_in_tries import begin_tries, forget_tries, start_lock
from reports.core.clock import now


@dataclass(frozen=True)
class Limit:
    """So many attempts in so many seconds."""

    name: str
    tries: int
    seconds: int

    def allows(self, who: str) -> bool:
        """Count one attempt. If the cache is down nothing is counted, and nobody is locked out."""
        return self.used(who) <= self.tries

    def used(self, who: str) -> int:
        """Count one attempt, and say how many there were; none if the cache is down."""
        key = _key(self.name, who)
        try:
            cache.add(key, 0, timeout=self.seconds)
            return int(cache.incr(key))
        except (ValueError, RedisError):
            return 0


# Five wrong passwords for an account (CJIS AC-7). An address may be a whole department's, so it
# holds more tries than one account.
ACCOUNT_TRIES = 5
ADDRESS_TRIES = 50


class SignInAttempt:
    """One attempt to sign in, counted in the database before its answer is known, so that many at
    once, in whichever process, cannot slip through.

    In a browser where the person has signed in before only that browser's own tries count: nobody
    can shut a colleague out by typing wrong passwords elsewhere. A passkey is never counted.
    """

    def __init__(self, *, email: str, address: str, device: str = "") -> None:
        person = email.strip().casefold()
        self._account = (
            _hashed("sign-in-at", f"{device} {person}") if device else _hashed("sign-in", person)
        )
        self._allowed = {self._account: ("sign-in", ACCOUNT_TRIES)}
        if not device:
            self._allowed[_hashed("sign-in-from", address)] = ("sign-in-from", ADDRESS_TRIES)
        limits = {who: tries for who, (_, tries) in self._allowed.items()}
        self._numbers = begin_tries(limits, at=now())
        self.is_refused = any(self._over(0))
        self.is_locked = self.is_refused
        self.locked_now: tuple[str, ...] = ()

    def _over(self, more: int) -> list[bool]:
        return [number + more > self._allowed[who][1] for who, number in self._numbers.items()]

    def failed(self) -> None:
        """Wrong, or refused. The one that locks sets the time running."""
        locking = [who for who, number in self._numbers.items() if number == self._allowed[who][1]]
        if locking:
            start_lock(locking, at=now())
        self.locked_now = tuple(self._allowed[who][0] for who in locking)
        self.is_locked = any(self._over(1))

    def succeeded(self) -> None:
        """Right: earlier failures of the account are forgotten; others from the same address stay
        counted.
        """
        others = self._numbers.keys() - {self._account}
        forget_tries(self._account, not_counted=others)


FORGOTTEN_TRIES = 3
FORGOTTEN_FROM_ADDRESS = 20


def may_ask_for_password(*, email: str, address: str) -> bool:
    """Count one request for a new password in the database, for the account and for the network
    address; false beyond the limit of the last quarter of an hour.
    """
    limits = {
        _hashed("forgotten", email.strip().casefold()): FORGOTTEN_TRIES,
        _hashed("forgotten-from", address): FORGOTTEN_FROM_ADDRESS,
    }
    numbers = begin_tries(limits, at=now())
    return all(numbers[who] <= most for who, most in limits.items())


def _hashed(name: str, who: str) -> str:
    return salted_hmac(f"throttle:{name}", who, algorithm="sha256").hexdigest()


def _key(name: str, who: str) -> str:
    return f"throttle:{name}:{salted_hmac('throttle', who, algorithm='sha256').hexdigest()}"


def client_address(request: HttpRequest) -> str:
    """The client's address as far as it can be trusted: the proxy's header only where a proxy is
    configured.
    """
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
    direct = str(request.META.get("REMOTE_ADDR", ""))
    return forwarded if settings.BEHIND_PROXY and forwarded else direct
