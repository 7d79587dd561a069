"""An installation with records: keys, entries of the trail, sealed files, jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from reports.outbox.actions import enqueue
from reports.sealing.actions import new_record_key, store_sealed_file
from reports.sealing.encryption import new_key
from reports.sealing.models import SealedFile
from tests.support.acts import record

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CANARY = "canary-Nuñez-Đặng"


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS = f"file:{tmp_path / 'keys'}"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    return tmp_path


@pytest.fixture
def key() -> bytes:
    return new_key()


def fill(*, records: int = 12) -> list[SealedFile]:
    """Something of everything that a backup must carry."""
    files = []
    for number in range(records):
        with transaction.atomic():
            record_key = new_record_key(agency_code="hartford", at=AT)
            data = f"{CANARY} {number}".encode() * 1000
            files.append(
                store_sealed_file(
                    record_key=record_key, data=data, content_type="text/plain", at=AT
                )
            )
            record(
                chain="hartford",
                event="detainer.logged",
                actor="system:test",
                at=AT,
                detail={"n": number},
            )
            record(chain="opm", event="export.made", actor="system:test", at=AT)
            enqueue(kind="never", object_id=record_key.pk, at=AT)
    return files
