"""Workers of imports work at the time of the files."""

from __future__ import annotations

import pytest

from tests.imports.jobs.helpers import AT


@pytest.fixture(autouse=True)
def at_the_time_of_the_files(monkeypatch):
    monkeypatch.setattr("reports.imports.jobs.tasks.now", lambda: AT)
