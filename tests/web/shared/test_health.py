"""Probes say whether parts work and nothing about records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from reports.core.clock import now
from reports.outbox.models import Job


def test_serving_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"serving\n"


@pytest.mark.django_db
def test_ready_says_each_part(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_STAMP = tmp_path / "backup.json"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    said = answer.json()
    assert said["ready"] is True
    assert {name: said[name]["ok"] for name in ("database", "queue", "storage", "last_backup")} == {
        "database": True,
        "queue": True,
        "storage": True,
        "last_backup": False,
    }
    settings.BACKUP_STAMP.write_text(json.dumps({"at": now().isoformat()}), encoding="utf-8")
    assert client.get("/readyz").json()["last_backup"]["ok"] is True


@pytest.mark.django_db
def test_work_that_waits_too_long_makes_it_unready(client: Client) -> None:
    from datetime import timedelta

    long_ago = now() - timedelta(hours=1)
    Job.objects.create(
        kind="render_notice", object_id=uuid4(), run_after=long_ago, created_at=long_ago
    )
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["queue"] == {"ok": False, "waiting": 1, "given_up": 0}


@pytest.mark.django_db
def test_a_part_that_fails_is_named_by_class_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.web.shared import health

    def broken() -> dict[str, object]:
        raise OSError("/secret/path: denied")

    monkeypatch.setattr(health, "_storage", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == {"ok": False, "error": "OSError"}
    assert "secret" not in answer.content.decode()
