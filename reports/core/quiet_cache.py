"""The cache on Redis, which is left alone for a moment after it did not answer: a page that asks it
several times then waits once, not each time.
"""

import time
from typing import Any, Final

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

QUIET_SECONDS: Final = 15.0


class _Away:
    until = 0.0


class QuietRedis(redis.Redis):
    """Raises redis.exceptions.ConnectionError at once while the server is left alone."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if time.monotonic() < _Away.until:
            raise redis.ConnectionError("left alone for a moment")
        try:
            # redis-py gives this method no types.
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call] # redis-py
        except (redis.ConnectionError, redis.TimeoutError):
            _Away.until = time.monotonic() + QUIET_SECONDS
            raise


class QuietCacheClient(RedisCacheClient):
    """Django's, with that client."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = QuietRedis


class QuietCache(RedisCache):
    """Named in the settings."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = QuietCacheClient
