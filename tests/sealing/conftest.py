"""A row with sealed fields that belongs to no capability, and key directories of two invented
agencies.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from reports.sealing.fields import SealedTextField
from reports.sealing.models import RecordKey, SealedRow

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_models() -> tuple[type[Any], type[Any]]:
    """A sealed row and the same row unsealed."""
    with isolate_apps() as apps:
        assert apps is not None
        apps.register_model("reports", RecordKey)

        class Card(SealedRow):
            family_name = SealedTextField(blank=True)
            given_names = SealedTextField(blank=True)
            number = SealedTextField(blank=True)
            received_at = models.DateTimeField(null=True)

            class Meta:
                app_label = "reports"

        class PlainCard(models.Model):
            id = models.UUIDField(primary_key=True)
            family_name = models.TextField(blank=True)
            given_names = models.TextField(blank=True)
            number = models.TextField(blank=True)
            received_at = models.DateTimeField(null=True)

            class Meta:
                app_label = "reports"

    return Card, PlainCard


Card, PlainCard = make_models()


@pytest.fixture
def card(db: None) -> type[Any]:
    """The table of sealed cards."""
    editor = connection.schema_editor()
    editor.deferred_sql = []  # not entered: on SQLite that would end the test's transaction
    statement, parameters = editor.table_sql(Card)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
    return Card


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    """A key directory of the test's own."""
    settings.KEYS = f"file:{tmp_path / 'keys'}"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    return tmp_path / "keys"
