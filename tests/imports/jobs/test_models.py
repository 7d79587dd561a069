"""Where an import stands, told from its moments."""

from __future__ import annotations

import pytest

from reports.imports.jobs.models import ImportState, TableImport
from tests.imports.jobs.helpers import AT


@pytest.mark.parametrize(
    ("moments", "state"),
    [
        ((), ImportState.NEW),
        (("check_requested_at",), ImportState.CHECKING),
        (("check_requested_at", "checked_at"), ImportState.CHECKED),
        (("checked_at", "run_requested_at"), ImportState.RUNNING),
        (("run_requested_at", "finished_at"), ImportState.DONE),
        (("run_requested_at", "canceled_at"), ImportState.CANCELED),
        (("finished_at", "undo_requested_at"), ImportState.UNDOING),
        (("finished_at", "undo_requested_at", "undone_at"), ImportState.UNDONE),
    ],
)
def test_the_latest_moment_tells_the_state(moments, state):
    job = TableImport(uploaded_at=AT, **dict.fromkeys(moments, AT))
    assert job.state is state
    assert job.is_moving == (state.value.endswith("ing"))
    assert (job.kept_until - AT.date()).days == 7
    assert job.found_in_file == {}
