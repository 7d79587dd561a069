"""What the pages of an import share."""

from __future__ import annotations

from reports.imports.jobs.models import ImportState
from reports.web.desk.imports.shared import STATES


def test_every_state_has_its_words():
    assert set(STATES) == set(ImportState)
