"""Whoever waits for a notice is told the truth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from reports.core.clock import now
from reports.notices.actions.render import RENDER_JOB
from reports.notices.models import Notice
from reports.notices.printing.failures import BY_ERROR, OTHER
from reports.outbox.models import Job, JobStatus
from reports.web.desk.notices.page import progress
from reports.web.desk.notices.page.progress import progress_of
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice() -> Notice:
    return Notice.objects.live().get(detainer=make.detainer(), kind="N1")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, progress.USUAL),
        ({"created_at": -timedelta(minutes=5)}, progress.LATE),
        ({"error_code": "OSError"}, progress.AGAIN),
        (
            {"status": JobStatus.FAILED, "error_code": "OSError"},
            f"{OTHER.cause} {progress.GIVEN_UP}",
        ),
        (
            {"status": JobStatus.FAILED, "error_code": "WorkerTooSlow"},
            f"{BY_ERROR['WorkerTooSlow'].cause} {progress.GIVEN_UP}",
        ),
    ],
)
def test_what_is_said_is_how_its_work_stands(
    notice: Notice, changes: dict[str, Any], said: str
) -> None:
    changes = dict(changes)
    since = now() + changes.pop("created_at", timedelta(0))
    jobs = Job.objects.filter(kind=RENDER_JOB, object_id=notice.pk)
    jobs.update(created_at=since, **changes)
    assert progress_of(notice).detail == said
    has_failed = changes.get("status") == JobStatus.FAILED
    assert progress_of(notice).state == ("failed" if has_failed else "working")
