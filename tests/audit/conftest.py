"""Trails to tamper with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from reports.audit.triggers import install_triggers, remove_triggers
from tests.support.acts import record

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SUBJECT = UUID("11111111-2222-3333-4444-555555555555")
EVENTS = ("detainer.logged", "detainer.read", "notice.served", "submission.certified")


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS = f"file:{tmp_path / 'keys'}"


def write(chain: str, count: int) -> None:
    with transaction.atomic():
        for number in range(count):
            record(
                chain=chain,
                event=EVENTS[number % len(EVENTS)],
                actor="system:test",
                at=AT + timedelta(seconds=number, microseconds=number % 2),
                subject_type="detainer" if number % 3 else "",
                subject_id=SUBJECT if number % 3 else None,
                detail={"number": number, "kind": "N1", "late": number % 2 == 0, "who": None},
            )


@pytest.fixture
def unguarded(db: None) -> Callable[..., None]:
    """Two chains of twenty entries whose triggers somebody with the database in hand has
    dropped.
    """
    write("hartford", 20)
    write("opm", 20)
    remove_triggers(connection)
    return run


@pytest.fixture
def guarded(db: None) -> None:
    write("hartford", 5)
    install_triggers(connection)


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
