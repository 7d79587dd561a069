from __future__ import annotations

import pytest

from tests.publication.stored import load
from tests.publication.worlds import make_world


@pytest.fixture
def stored_world(db, tmp_path, settings):
    """Ten agencies with two accepted half-years; published files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "store"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "store")},
        }
    }
    world = make_world(4, agencies=10, halves=("2025H1", "2025H2"), busy=0.7)
    load(world, tmp_path, through="2025H2")
    return world
