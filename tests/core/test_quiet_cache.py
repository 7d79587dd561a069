"""A Redis that does not answer is asked once and then left alone."""

from __future__ import annotations

from typing import Any

import pytest
import redis

from reports.core import quiet_cache
from reports.core.quiet_cache import QuietCache


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> QuietCache:
    monkeypatch.setattr(quiet_cache._Away, "until", 0.0)
    return QuietCache("redis://127.0.0.1:1/0", {})


def test_what_does_not_answer_is_left_alone_for_a_moment(
    cache: QuietCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def away(*words: Any, **_: Any) -> None:
        asked.append(words)
        raise redis.TimeoutError

    monkeypatch.setattr(redis.Redis, "execute_command", away)
    for expected in (redis.TimeoutError, redis.ConnectionError, redis.ConnectionError):
        with pytest.raises(expected):
            cache.get("key")
    assert len(asked) == 1
    quiet_cache._Away.until = 0.0
    with pytest.raises(redis.TimeoutError):
        cache.get("key")
