"""Doing promised work: under a lease, again after a failure, given up in the end, never marked by a
latecomer.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from reports.outbox.actions import enqueue, retry
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.queries import queue_state
from reports.outbox.registry import job_handler
from reports.outbox.runner import LeaseLost, TryLater, backoff, check_lease, claim, run_due, run_job
from tests.outbox.conftest import AT, OBJECT

pytestmark = pytest.mark.django_db
Done = list[tuple[UUID, int]]


def at(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def run(job: Job, *, seconds: float = 0) -> bool:
    return run_job(job.pk, clock=lambda: at(seconds))


def test_due_work_is_done_once(done: Done) -> None:
    for version in (1, 2):
        enqueue(kind="count", object_id=OBJECT, version=version, at=AT)
    enqueue(kind="count", object_id=OBJECT, version=3, at=AT, run_after=at(600))
    assert run_due(at=AT) == 2
    assert run_due(at=AT) == 0
    assert done == [(OBJECT, 1), (OBJECT, 2)]
    assert run_due(at=at(600)) == 1
    job = Job.objects.filter(kind="count", object_id=OBJECT).order_by("version")[0]
    assert (job.status, job.attempts, job.lease_token, job.error_code) == (
        JobStatus.DONE,
        1,
        None,
        "",
    )
    assert job.done_at is not None


def test_a_bell_heard_twice_does_the_work_once(done: Done) -> None:
    job = enqueue(kind="count", object_id=OBJECT, at=AT)
    assert [run(job), run(job)] == [True, False]
    assert len(done) == 1


def test_a_bell_for_nothing_does_nothing() -> None:
    assert not run_job(uuid4(), clock=lambda: AT)


def test_leased_work_is_left_alone_until_the_lease_ends(done: Done) -> None:
    job = enqueue(kind="count", object_id=OBJECT, at=AT)
    assert claim(job.pk, at=AT)
    assert not run(job, seconds=299)
    assert run(job, seconds=301)
    job.refresh_from_db()
    assert (job.attempts, len(done)) == (2, 1)


def test_a_latecomer_may_not_mark_what_another_has_taken_over() -> None:
    taken: list[Job | None] = []

    @job_handler("slow", lease=timedelta(seconds=30))
    def slow(object_id: UUID, version: int) -> None:
        check_lease()
        taken.append(claim(job.pk, at=at(31)))
        with pytest.raises(LeaseLost):
            check_lease()

    job = enqueue(kind="slow", object_id=OBJECT, at=AT)
    assert not run(job)
    job.refresh_from_db()
    assert taken[0] is not None
    assert (job.status, job.lease_token) == (JobStatus.LEASED, taken[0].lease_token)


def test_failures_pause_longer_each_time_then_wait_for_a_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @job_handler("broken", max_attempts=3)
    def broken(object_id: UUID, version: int) -> None:
        raise ValueError("María José Nuñez-Đặng")

    job = enqueue(kind="broken", object_id=OBJECT, at=AT)
    seconds = 0.0
    with caplog.at_level(logging.DEBUG):
        for expected in (10, 20):
            assert not run(job, seconds=seconds)
            job.refresh_from_db()
            assert (job.status, job.run_after) == (JobStatus.PENDING, at(seconds + expected))
            assert not run(job, seconds=seconds + expected - 1)
            seconds += expected
        run(job, seconds=seconds)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.error_code) == (JobStatus.FAILED, 3, "ValueError")
    assert not run(job, seconds=99_999)
    assert "Nuñez" not in "".join(str(vars(record)) for record in caplog.records)
    assert queue_state(at=AT).given_up == 1


def test_pauses_are_bounded() -> None:
    assert [backoff(n).total_seconds() for n in (1, 2, 3, 9, 10, 500)] == [
        10,
        20,
        40,
        2560,
        3600,
        3600,
    ]


def test_work_whose_worker_dies_each_time_is_given_up(
    done: Done, caplog: pytest.LogCaptureFixture
) -> None:
    job = enqueue(kind="count", object_id=OBJECT, at=AT)
    for number in range(3):
        assert claim(job.pk, at=at(number * 400))  # and never heard of again
    with caplog.at_level(logging.ERROR):
        assert claim(job.pk, at=at(1200)) is None
    job.refresh_from_db()
    assert (job.status, job.attempts, job.error_code) == (JobStatus.FAILED, 3, "WorkerLost")
    assert (done, [record.message for record in caplog.records]) == ([], ["job_given_up"])
    retry(job=job, at=at(1300))
    assert run(job, seconds=1300)


def test_what_nobody_can_do_stops_nothing_else(done: Done) -> None:
    first = enqueue(kind="count", object_id=OBJECT, at=AT)
    other = enqueue(kind="count", object_id=OBJECT, version=2, at=at(1))
    for number in range(3):
        claim(first.pk, at=at(number * 400))
    assert run_due(at=at(1200)) == 1
    other.refresh_from_db()
    assert other.status == JobStatus.DONE


def test_work_that_is_to_be_tried_later_is_not_used_up() -> None:
    @job_handler("away", max_attempts=2)
    def away(object_id: UUID, version: int) -> None:
        raise TryLater(timedelta(minutes=30), code="greylisted")

    job = enqueue(kind="away", object_id=OBJECT, at=AT)
    for number in range(5):
        run(job, seconds=number * 1800)
        job.refresh_from_db()
        assert (job.status, job.attempts, job.error_code) == (JobStatus.PENDING, 0, "greylisted")
        assert job.run_after == at((number + 1) * 1800)


def test_urgent_work_is_taken_first_and_each_lane_apart() -> None:
    seen: list[str] = []

    def handler(name: str) -> Callable[[UUID, int], None]:
        return lambda _object_id, _version: seen.append(name)

    for name, lane in (("bulk", Lane.BULK), ("mail", Lane.MAIL), ("alarm", Lane.URGENT)):
        job_handler(name, lane=lane)(handler(name))
    for seconds, name in enumerate(("bulk", "mail", "unknown", "alarm")):
        enqueue(kind=name, object_id=OBJECT, at=at(seconds))
    assert run_due(at=at(10), lanes=[Lane.MAIL]) == 1
    assert run_due(at=at(10)) == 3
    assert seen == ["mail", "alarm", "bulk"]


def test_work_is_due_whatever_the_clock_said_when_it_was_enqueued(done: Done) -> None:
    a_day_ahead = at(86_400)
    job = enqueue(kind="count", object_id=OBJECT, at=a_day_ahead)
    assert run(job)
    later = enqueue(kind="count", object_id=OBJECT, version=2, at=a_day_ahead, run_after=at(90_000))
    assert not run(later)


def test_a_lease_and_a_pause_of_a_clock_that_ran_ahead_are_not_waited_for(done: Done) -> None:
    leased = enqueue(kind="count", object_id=OBJECT, at=AT)
    claim(leased.pk, at=at(86_400))
    paused = enqueue(kind="count", object_id=OBJECT, version=2, at=AT)
    Job.objects.filter(pk=paused.pk).update(attempts=1, error_code="OSError", run_after=at(86_400))
    assert run_due(at=at(60)) == 2


def test_work_without_a_handler_waits_for_the_release_that_has_one() -> None:
    job = enqueue(kind="of-the-future", object_id=OBJECT, at=AT)
    assert not run(job)
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.PENDING, "UnknownKind")


def test_one_kind_has_one_handler(done: Done) -> None:
    with pytest.raises(ValueError, match="already"):

        @job_handler("count")
        def other(object_id: UUID, version: int) -> None:
            """Never called."""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_do_each_job_once(done: Done) -> None:
    for version in range(1, 61):
        enqueue(kind="count", object_id=OBJECT, version=version, at=AT)

    def work() -> None:
        run_due(at=AT)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(version for _, version in done) == list(range(1, 61))
    assert Job.objects.filter(status=JobStatus.DONE, attempts=1).count() == 60
