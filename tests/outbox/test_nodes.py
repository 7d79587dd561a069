"""What a worker notes of itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reports.core.clock import now
from reports.outbox import nodes as noting
from reports.outbox.lanes import Lane
from reports.outbox.models import Node
from reports.outbox.nodes import look_around, note_node, schema_is_current
from reports.outbox.queries import nodes
from reports.outbox.wakeup import has_broker

pytestmark = pytest.mark.django_db


def test_a_worker_notes_what_it_is_and_reaches() -> None:
    at = now()
    note_node(look_around([Lane.MAIL, Lane.BULK]), at=at)
    note_node(look_around([Lane.MAIL, Lane.BULK]), at=at)
    (found,) = nodes(at=at)
    assert (found.lanes, found.broker_answers) == ("mail,bulk", True if has_broker() else None)
    assert (found.storage_written, found.schema_is_current) == (True, True)
    assert abs(found.clock_ahead_seconds) < 5
    assert 0 <= found.disk_free_percent <= 100
    assert not nodes(at=at + timedelta(minutes=2)).exists()


def test_what_cannot_be_reached_is_noted(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def broken() -> bool:
        raise OSError

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(noting, "broker_answers", broken)
    monkeypatch.setattr(noting, "_write_to_storage", broken)
    found = look_around([Lane.MAIL])
    assert (found.broker_answers, found.storage_written) == (False, False)


def test_workers_stopped_long_ago_are_forgotten() -> None:
    at = now()
    note_node(look_around([Lane.MAIL]), at=at)
    Node.objects.update(name="another", noted_at=at - timedelta(days=2))
    note_node(look_around([Lane.MAIL]), at=at)
    assert Node.objects.count() == 1


def test_tables_of_another_release_are_noticed() -> None:
    assert schema_is_current()
    MigrationRecorder(connection).record_applied("reports", "9999_of_the_future")
    assert not schema_is_current()
