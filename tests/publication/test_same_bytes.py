"""The data files of an edition are the same bytes whichever database counted them.

The digests stand here once for both: the fast tier runs this on SQLite and on PostgreSQL. A change
of columns or of rules changes them, and is then a change of what is published.
"""

from __future__ import annotations

import hashlib

import pytest
import time_machine

from reports.publication.queries import file_bytes
from tests.publication.stored import AT, load, published
from tests.publication.worlds import make_world

DIGESTS = {
    "accesses.csv": "9b324a556dd422d7111728f287d0bf46343c766f02dda033816ace0c62b6de36",
    "changes.csv": "18ea75327df47f1d8e3f0e72919042f175d5bf66276a7617e0faaf398575824f",
    "coverage.csv": "c822800a1dffdb2674951973658e0e6aaea847667da850392c3d9ae965099bf2",
    "tables.csv": "9e7f682717c37c44be2a470b77b3c949fc93e7bcd770dfd0acffcac6703ec2e5",
}


@pytest.mark.django_db
def test_data_files_are_the_same_bytes_from_both_databases(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "store")},
        }
    }
    with time_machine.travel(AT, tick=False):
        load(
            make_world(31, agencies=12, halves=("2025H1", "2025H2"), busy=0.7),
            tmp_path,
            through="2025H2",
        )
    edition = published("2025H2")
    found = {
        name: hashlib.sha256(file_bytes(edition.files.get(name=name))).hexdigest()
        for name in DIGESTS
    }
    assert found == DIGESTS
