"""Goal 15, the outbox's part: the way through promise, bell, broker, worker and lease adds at most
10 ms to the work.

The worker and the broker are real; the work itself does nothing, so that what is measured is the
way alone, from the commit of the promise until the row says done. Beside it, the same way in this
process and what a promise costs the request that makes it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.harness import Result, paired, paired_rates

DATABASE = "sqlite"
ROUNDS = 40
ADDED_MS = 10.0
WAIT_SECONDS = 60
KIND = "bench.nothing"
ROOT = Path(__file__).resolve().parent.parent
WORKER = """
import django
django.setup()
from reports.outbox.registry import job_handler
job_handler("bench.nothing")(lambda object_id, version: None)
from django.core.management import call_command
call_command("run_worker")
"""


def run() -> list[Result]:
    return [promising(), in_process(), through_the_worker()]


def now() -> datetime:
    return datetime.now(UTC)


def promising() -> Result:
    """What the request pays: one row more in its transaction."""
    from django.db import transaction

    from reports.outbox.actions import enqueue
    from reports.outbox.models import Job

    def plain() -> None:
        for _ in range(20):
            with transaction.atomic():
                Job(kind=KIND, object_id=uuid4(), created_at=now(), run_after=now()).save(
                    force_insert=True
                )

    def promised() -> None:
        for _ in range(20):
            with transaction.atomic():
                enqueue(kind=KIND, object_id=uuid4(), at=now())

    ratio = paired(plain, promised, rounds=11)
    Job.objects.all().delete()
    return Result(
        name="a promise",
        goal="for comparison over time",
        reference="inserting a row of the same table, committed",
        measured="a promise, committed",
        ratio=ratio,
    )


def in_process() -> Result:
    """Leasing, doing nothing and marking done, without a broker: three statements that are
    committed.
    """
    from django.db import transaction

    from reports.outbox.actions import enqueue
    from reports.outbox.registry import job_handler
    from reports.outbox.runner import run_due

    job_handler(KIND)(_nothing)

    def plain() -> None:
        for _ in range(20):
            with transaction.atomic():
                enqueue(kind=KIND, object_id=uuid4(), at=now())

    def done() -> None:
        plain()
        run_due(at=now())

    return Result(
        name="promised and done in this process",
        goal="for comparison over time",
        reference="promises, committed",
        measured="promises, committed and done",
        ratio=paired(plain, done, rounds=7),
    )


def _nothing(object_id: object, version: int) -> None:
    """No work: what is measured is the way."""


def through_the_worker() -> Result:
    from django.conf import settings

    from trustact_site.celery import app

    with broker() as url, worker(url):
        settings.CELERY_BROKER_URL = url
        app.conf.update(broker_url=url)
        for _ in range(5):
            _one_way()
        times = sorted(_one_way() for _ in range(ROUNDS))
    median = statistics.median(times)
    return Result(
        name="promise to done, through broker and worker",
        goal=f"at most {ADDED_MS:.0f} ms added",
        reference=f"{ADDED_MS:.0f} ms",
        measured="milliseconds from commit to done, median",
        ratio=paired_rates(ADDED_MS, median),
        at_most=1.0,
        detail={"median_ms": median, "best_ms": times[0], "p95_ms": times[int(len(times) * 0.95)]},
    )


def _one_way() -> float:
    """Milliseconds; the row is asked every quarter of a millisecond."""
    from django.db import transaction

    from reports.outbox.actions import enqueue
    from reports.outbox.models import Job, JobStatus

    with transaction.atomic():
        job = enqueue(kind=KIND, object_id=uuid4(), at=now())
    began = time.perf_counter()
    while not Job.objects.filter(pk=job.pk, status=JobStatus.DONE).exists():
        if time.perf_counter() - began > WAIT_SECONDS:
            raise RuntimeError("the worker did not answer")
        time.sleep(0.00025)
    return (time.perf_counter() - began) * 1000


@contextmanager
def broker() -> Iterator[str]:
    from tests.support.broker import BrokerServer

    server = BrokerServer()
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


@contextmanager
def worker(url: str) -> Iterator[None]:
    """The real command, with a kind of work that does nothing."""
    environment: dict[str, Any] = os.environ | {"TRUSTACT_REDIS_URL": url, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()
