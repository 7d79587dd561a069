"""Promises: one row per piece of work, in the transaction that needs it, and a bell after its
commit.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import TestCase
from kombu.exceptions import OperationalError

from reports.outbox import wakeup
from reports.outbox.actions import NotFailed, enqueue, retry
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import job_handler
from tests.outbox.conftest import AT, OBJECT
from trustact_site import celery

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[list[str]]:
    """Messages that would have gone to the broker."""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    sent: list[list[str]] = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, args, **_: sent.append(args))
    return sent


def test_a_message_names_its_lane_and_the_time_limits_of_its_kind(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    @job_handler("render", lane=Lane.NOTICES, lease=timedelta(seconds=100))
    def render(object_id: Any, version: int) -> None:
        """Never called."""

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    options: list[dict[str, Any]] = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, **given: options.append(given))
    with TestCase.captureOnCommitCallbacks(execute=True):
        enqueue(kind="render", object_id=OBJECT, at=AT)
    (said,) = options
    assert (said["queue"], said["soft_time_limit"], said["time_limit"]) == ("notices", 80, 90)


def test_the_same_promise_is_the_same_job() -> None:
    first = enqueue(kind="render", object_id=OBJECT, at=AT)
    again = enqueue(kind="render", object_id=OBJECT, at=AT + timedelta(hours=1))
    assert (again.pk, again.created_at) == (first.pk, AT)
    assert enqueue(kind="render", object_id=OBJECT, version=2, at=AT).pk != first.pk
    assert enqueue(kind="mail", object_id=OBJECT, at=AT).pk != first.pk
    assert [
        job.version
        for job in Job.objects.filter(kind="render", object_id=OBJECT).order_by("version")
    ] == [1, 2]


def test_the_bell_rings_after_the_commit_and_carries_an_id_only(rung: list[list[str]]) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = enqueue(kind="render", object_id=OBJECT, at=AT)
        assert rung == []
    assert rung == [[str(job.pk)]]


def test_a_promise_for_later_rings_no_bell(rung: list[list[str]]) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        enqueue(kind="render", object_id=OBJECT, at=AT, run_after=AT + timedelta(hours=1))
    assert rung == []


def test_a_broker_that_cannot_be_reached_loses_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OperationalError("Error 111 connecting to 127.0.0.1:1")

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(celery.app, "send_task", unreachable)
    with caplog.at_level(logging.WARNING), TestCase.captureOnCommitCallbacks(execute=True):
        job = enqueue(kind="render", object_id=OBJECT, at=AT)
        enqueue(kind="render", object_id=uuid4(), at=AT)
    assert [record.message for record in caplog.records if record.name == wakeup.__name__] == [
        "bell_not_heard"
    ]
    assert Job.objects.due(AT).filter(pk=job.pk).exists()


def test_a_promise_that_is_rolled_back_was_not_made(rung: list[list[str]]) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        enqueue(kind="render", object_id=OBJECT, at=AT)
        transaction.set_rollback(True)
    assert (Job.objects.count(), rung) == (0, [])


def test_what_was_given_up_can_be_tried_again() -> None:
    job = enqueue(kind="render", object_id=OBJECT, at=AT)
    with pytest.raises(NotFailed):
        retry(job=job, at=AT)
    Job.objects.update(status=JobStatus.FAILED, attempts=8, error_code="OSError")
    retry(job=job, at=AT)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.error_code) == (JobStatus.PENDING, 0, "")
    assert Job.objects.due(AT - timedelta(days=1)).filter(pk=job.pk).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_promises_made_at_once_are_one_job() -> None:
    jobs: list[Any] = []

    def make() -> None:
        jobs.extend(
            enqueue(kind="render", object_id=OBJECT, version=version, at=AT).pk
            for version in range(1, 21)
        )
        connections.close_all()

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(jobs), len(set(jobs)), Job.objects.count()) == (120, 20, 20)
