"""Work is interrupted when its time is over."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from reports.outbox.actions import enqueue
from reports.outbox.models import Job
from reports.outbox.registry import JobKind, job_handler
from reports.outbox.runner import run_due
from reports.outbox.time_limits import interrupted_after, time_limits
from tests.outbox.conftest import AT, OBJECT


@pytest.mark.django_db
def test_time_limits_interrupt_work() -> None:
    @job_handler("slow", lease=timedelta(seconds=0.05), max_attempts=1)
    def slow(object_id: UUID, version: int) -> None:
        threading.Event().wait(10)

    enqueue(kind="slow", object_id=OBJECT, at=AT)
    run_due(at=AT, limits=only_the_soft_one)
    assert Job.objects.get().error_code == "SoftTimeLimitExceeded"


@contextmanager
def only_the_soft_one(kind: JobKind) -> Iterator[None]:
    """The hard one would end the tests."""
    with time_limits(replace(kind, lease=timedelta(hours=1))):
        signal.setitimer(signal.ITIMER_REAL, kind.soft_limit)
        yield


def test_what_hangs_is_interrupted_and_signals_are_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(SoftTimeLimitExceeded), interrupted_after(0.05):
        threading.Event().wait(10)
    assert signal.getsignal(signal.SIGALRM) == before
