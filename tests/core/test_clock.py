"""The one clock, and the database's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

import pytest

from reports.core import clock


def test_the_demo_may_live_on_another_day(settings: Any) -> None:
    settings.CLOCK_OFFSET_SECONDS = 86_400
    ahead = clock.now()
    settings.CLOCK_OFFSET_SECONDS = 0
    assert timedelta(hours=23, minutes=59) < ahead - clock.now() <= timedelta(days=1)


@pytest.mark.django_db
def test_the_clock_of_the_database_moves_with_the_demo(settings: Any) -> None:
    assert abs(clock.database_now() - clock.now()) < timedelta(seconds=5)
    settings.CLOCK_OFFSET_SECONDS = 86_400
    assert abs(clock.database_now() - clock.now()) < timedelta(seconds=5)


@pytest.mark.django_db
def test_a_node_whose_clock_is_wrong_asks_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    there = clock.now()

    class Cursor:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing to close."""

        def execute(self, statement: str) -> None:
            asked.append(statement)

        def fetchone(self) -> tuple[object]:
            return (there,)

    class PostgreSQL:
        vendor = "postgresql"

        def cursor(self) -> Cursor:
            return Cursor()

    monkeypatch.setattr(clock, "connection", PostgreSQL())
    monkeypatch.setattr(clock, "now", lambda: there + timedelta(days=1))
    assert clock.database_now() == there
    assert asked == ["SELECT clock_timestamp()"]
