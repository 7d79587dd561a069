"""How often one address may ask, counted in the cache. The address itself is not kept: only a keyed
hash of it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError


@dataclass(frozen=True)
class Limit:
    """So many attempts in so many seconds."""

    name: str
    tries: int
    seconds: int

    def allows(self, who: str) -> bool:
        """Count one attempt. If the cache is down nothing is counted, and nobody is locked out."""
        key = _key(self.name, who)
        try:
            cache.add(key, 0, timeout=self.seconds)
            return cache.incr(key) <= self.tries
        except (ValueError, RedisError):
            return True


@dataclass(frozen=True)
class Lock:
    """After so many failures, each within the time, further tries are refused until it has passed
    once more.

    A try is counted before its answer is known, so that many at once cannot slip through. Tries
    while it is locked do not make it longer: nobody can be kept out for ever (CJIS AC-7, with
    release by time).
    """

    name: str
    failures: int
    seconds: int

    def begin(self, who: str) -> int:
        """Count an attempt and return its number. If the cache is down nothing is counted, and
        nobody is locked out.
        """
        key = _key(self.name, who)
        try:
            cache.add(key, 0, timeout=self.seconds)
            return cache.incr(key)
        except (ValueError, RedisError):
            return 0

    def refuses(self, number: int) -> bool:
        """Whether this attempt is beyond the allowed failures."""
        return number > self.failures

    def failed(self, who: str, number: int) -> bool:
        """The attempt failed. True when it is the one that locks: the time runs from here."""
        if number != self.failures:
            return False
        with suppress(RedisError):
            cache.touch(_key(self.name, who), self.seconds)
        return True

    def succeeded(self, who: str) -> None:
        """The attempt succeeded: earlier failures are forgotten."""
        with suppress(RedisError):
            cache.delete(_key(self.name, who))

    def not_counted(self, who: str) -> None:
        """The attempt succeeded; others from the same place stay counted."""
        with suppress(ValueError, RedisError):
            cache.decr(_key(self.name, who))


ACCOUNT_LOCK = Lock("sign-in", failures=5, seconds=15 * 60)
# An address may be a whole department's, so it holds more tries than one account.
ADDRESS_LOCK = Lock("sign-in-from", failures=50, seconds=15 * 60)


class SignInAttempt:
    """One attempt to sign in, counted for the typed account, known or not, and for where it came
    from.
    """

    def __init__(self, *, email: str, address: str) -> None:
        self._asked = ((ACCOUNT_LOCK, email.strip().casefold()), (ADDRESS_LOCK, address))
        self._numbers = [lock.begin(who) for lock, who in self._asked]
        self.is_refused = any(self._over(0))
        self.is_locked = self.is_refused
        self.locked_now: tuple[str, ...] = ()

    def _over(self, more: int) -> list[bool]:
        numbered = zip(self._asked, self._numbers, strict=True)
        return [lock.refuses(number + more) for (lock, _), number in numbered]

    def failed(self) -> None:
        """Wrong, or refused."""
        numbered = zip(self._asked, self._numbers, strict=True)
        self.locked_now = tuple(
            lock.name for (lock, who), number in numbered if lock.failed(who, number)
        )
        self.is_locked = any(self._over(1))

    def succeeded(self) -> None:
        """Right, and let in."""
        ACCOUNT_LOCK.succeeded(self._asked[0][1])
        ADDRESS_LOCK.not_counted(self._asked[1][1])


def _key(name: str, who: str) -> str:
    return f"throttle:{name}:{salted_hmac('throttle', who, algorithm='sha256').hexdigest()}"


def client_address(request: HttpRequest) -> str:
    """The client's address as far as it can be trusted: the proxy's header only where a proxy is
    configured.
    """
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
    direct = str(request.META.get("REMOTE_ADDR", ""))
    return forwarded if settings.BEHIND_PROXY and forwarded else direct
