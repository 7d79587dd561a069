"""The sweep: what nobody rang for is rung for, and regular work is promised once in each period."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from reports.outbox import sweep as sweeping
from reports.outbox.actions import enqueue
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import job_handler, scheduled
from reports.outbox.runner import claim, run_due
from reports.outbox.sweep import sweep
from tests.outbox.conftest import AT, OBJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    heard: list[UUID] = []

    def ring(job_id: UUID, _kind: str) -> bool:
        heard.append(job_id)
        return True

    monkeypatch.setattr(sweeping, "notify_worker", ring)
    return heard


def at(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_lost_bells_ring_again_but_not_all_the_time(rung: list[UUID]) -> None:
    job = enqueue(kind="count", object_id=OBJECT, at=AT)
    for seconds, times in ((10, 0), (31, 1), (41, 1), (62, 2)):
        assert sweep(at=at(seconds))
        assert rung == [job.pk] * times


def test_work_promised_for_later_is_rung_when_it_is_due(rung: list[UUID]) -> None:
    enqueue(kind="count", object_id=OBJECT, at=AT, run_after=at(100))
    sweep(at=at(99))
    assert not rung
    sweep(at=at(100))
    assert len(rung) == 1


def test_work_of_a_worker_that_died_is_rung_for(rung: list[UUID]) -> None:
    job = enqueue(kind="count", object_id=OBJECT, at=AT)
    claim(job.pk, at=AT)
    sweep(at=at(200))
    assert not rung
    sweep(at=at(301))
    assert rung == [job.pk]


def test_a_long_backlog_of_bulk_work_keeps_no_other_lane_from_being_rung_for(
    rung: list[UUID],
) -> None:
    @job_handler("alarm", lane=Lane.URGENT)
    def alarm(object_id: UUID, version: int) -> None:
        """Never called."""

    waiting = [
        Job(kind="count", object_id=OBJECT, version=n, run_after=AT, created_at=AT)
        for n in range(250)
    ]
    Job.objects.bulk_create(waiting)
    urgent = enqueue(kind="alarm", object_id=OBJECT, at=at(60))
    sweep(at=at(100))
    assert rung[0] == urgent.pk
    assert len(rung) == 1 + sweeping.MOST_AT_ONCE


def test_work_that_ended_its_workers_is_given_up_without_a_worker(rung: list[UUID]) -> None:
    @job_handler("poison", max_attempts=1)
    def poison(object_id: UUID, version: int) -> None:
        """Never called."""

    job = enqueue(kind="poison", object_id=OBJECT, at=AT)
    claim(job.pk, at=AT)
    sweep(at=at(301))
    job.refresh_from_db()
    assert (job.status, rung) == (JobStatus.FAILED, [])


def test_the_sweep_says_when_the_broker_did_not_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "notify_worker", lambda _job_id, _kind: False)
    assert sweep(at=AT)
    enqueue(kind="count", object_id=OBJECT, at=AT)
    assert not sweep(at=at(31))


def test_regular_work_done_under_a_clock_that_ran_ahead_is_done_again_when_it_is_due(
    rung: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    @job_handler("hourly")
    def hourly(object_id: UUID, version: int) -> None:
        seen.append(version)

    scheduled("hourly", every=timedelta(hours=1))
    for hours in (0, 24, 1, 24):
        monkeypatch.setattr(sweeping, "_enqueued", {})
        sweep(at=at(hours * 3600))
        run_due(at=at(hours * 3600))
    assert len(seen) == 4


def test_regular_work_is_promised_once_in_a_period(
    rung: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    @job_handler("daily")
    def daily(object_id: UUID, version: int) -> None:
        seen.append(version)

    scheduled("daily", every=timedelta(days=1), offset=timedelta(hours=7))
    for hours in (0, 1, 18, 20, 43):
        monkeypatch.setattr(sweeping, "_enqueued", {})
        sweep(at=at(hours * 3600))
        run_due(at=at(hours * 3600))
    assert len(seen) == 3
    assert Job.objects.count() == 3


def test_old_rows_of_regular_work_are_forgotten(rung: list[UUID]) -> None:
    @job_handler("hourly")
    def hourly(object_id: UUID, version: int) -> None:
        """Nothing to do."""

    scheduled("hourly", every=timedelta(hours=1))
    for days in (0, 1, 40):
        sweep(at=at(days * 86400))
        run_due(at=at(days * 86400))
    assert Job.objects.count() == 1
