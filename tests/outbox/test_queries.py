"""What staff and probes may know of the outbox."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from reports.outbox.actions import enqueue
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.queries import dead_work, newest_job, queue_state
from tests.outbox.conftest import AT, OBJECT

pytestmark = pytest.mark.django_db


def test_what_waits_is_known(done: list[tuple[UUID, int]]) -> None:
    enqueue(kind="count", object_id=OBJECT, at=AT)
    enqueue(kind="count", object_id=OBJECT, version=2, at=AT, run_after=AT + timedelta(seconds=900))
    state = queue_state(at=AT + timedelta(seconds=60))
    assert (state.waiting, state.being_done, state.oldest_due) == (2, 0, timedelta(seconds=60))


def test_each_lane_is_known_apart(done: list[tuple[UUID, int]]) -> None:
    enqueue(kind="count", object_id=OBJECT, at=AT)
    enqueue(kind="of-the-future", object_id=OBJECT, at=AT)
    assert queue_state(at=AT, lane=Lane.BULK).waiting == 2
    assert queue_state(at=AT, lane=Lane.URGENT).waiting == 0


def test_what_was_given_up_and_what_came_last_is_known(done: list[tuple[UUID, int]]) -> None:
    assert newest_job(kind="count", object_id=OBJECT) is None
    first = enqueue(kind="count", object_id=OBJECT, at=AT)
    Job.objects.update(status=JobStatus.FAILED, error_code="OSError")
    assert list(dead_work()) == [first]
    second = enqueue(kind="count", object_id=OBJECT, version=2, at=AT)
    assert newest_job(kind="count", object_id=OBJECT) == second
