"""Kinds of work of the tests' own, forgotten after each test."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from reports.outbox import registry, sweep, wakeup

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OBJECT = UUID("11111111-2222-3333-4444-555555555555")


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_schedules", {})
    monkeypatch.setattr(sweep, "_enqueued", {})
    monkeypatch.setattr(wakeup._NoBroker, "until", 0.0)


@pytest.fixture
def done() -> list[tuple[UUID, int]]:
    """What the handler of `count` was asked to do."""
    calls: list[tuple[UUID, int]] = []

    @registry.job_handler("count", max_attempts=3)
    def count(object_id: UUID, version: int) -> None:
        calls.append((object_id, version))

    return calls
