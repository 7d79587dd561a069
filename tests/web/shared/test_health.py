"""Probes say whether parts work and nothing about records."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from reports.core.clock import now
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, Node
from reports.web.shared import health

KEY = "k" * 40


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.MONITORING_KEY = KEY


def worker(**changes: Any) -> Node:
    values = {
        "name": f"worker-{uuid4()}",
        "noted_at": now(),
        "release": "1",
        "lanes": ",".join(Lane),
        "broker_answers": True,
        "storage_written": True,
        "schema_is_current": True,
        "disk_free_percent": 50,
        "clock_ahead_seconds": 0.0,
        **changes,
    }
    return Node.objects.create(**values)


def asked(client: Client, *, key: str = KEY) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz", headers={"Authorization": f"Bearer {key}"})
    return answer.status_code, answer.json()


def test_serving_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"serving\n"


@pytest.mark.django_db
def test_ready_says_each_part_to_who_holds_the_key(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.BACKUP_STAMP = tmp_path / "backup.json"
    worker()
    status, said = asked(client)
    assert (status, said["ready"]) == (200, True)
    parts = ("database", "schema", "workers", "broker", "storage")
    assert all(said[name]["ok"] for name in parts)
    assert said["warnings"]["last_backup"] == {"ok": False, "at": None}
    settings.BACKUP_STAMP.write_text(json.dumps({"at": now().isoformat()}), encoding="utf-8")
    assert asked(client)[1]["warnings"]["last_backup"]["ok"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "wrong"])
def test_others_are_told_yes_or_no(client: Client, settings: Any, key: str) -> None:
    worker()
    assert asked(client, key=key) == (200, {"ready": True})
    Node.objects.all().delete()
    assert asked(client, key=key) == (503, {"ready": False})
    settings.MONITORING_KEY = ""
    assert asked(client, key="") == (503, {"ready": False})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"noted_at": now() - timedelta(minutes=2)}, "workers"),
        ({"lanes": "notices,mail"}, "workers"),
        ({"broker_answers": False}, "broker"),
        ({"storage_written": False}, "storage"),
    ],
)
def test_what_workers_noted_makes_it_unready(
    client: Client, changes: dict[str, Any], part: str
) -> None:
    worker(**changes)
    status, said = asked(client)
    assert (status, said[part]["ok"]) == (503, False)


@pytest.mark.django_db
def test_where_no_broker_is_none_is_missed(client: Client) -> None:
    worker(broker_answers=None)
    assert asked(client)[0] == 200


@pytest.mark.django_db
def test_two_workers_serve_the_lanes_together(client: Client) -> None:
    worker(lanes="urgent,notices")
    worker(lanes="mail,publication,bulk", storage_written=False)
    assert asked(client)[0] == 200


@pytest.mark.django_db
def test_late_and_dead_work_are_warnings(client: Client) -> None:
    worker()
    long_ago = now() - timedelta(hours=1)
    Job.objects.create(
        kind="render_notice", object_id=uuid4(), run_after=long_ago, created_at=long_ago
    )
    status, said = asked(client)
    assert status == 200
    assert said["warnings"]["queue"] == {"ok": False, "waiting": 1, "given_up": 0}


@pytest.mark.django_db
def test_a_part_that_fails_is_named_by_class_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> dict[str, object]:
        raise OSError("/secret/path: denied")

    monkeypatch.setattr(health, "_schema", broken)
    status, said = asked(client)
    assert (status, said["schema"]) == (503, {"ok": False, "error": "OSError"})
    assert "secret" not in json.dumps(said)
