"""Run the background work of this installation."""

import logging
import signal
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from reports.core import clock
from reports.outbox.runner import run_due
from reports.outbox.sweep import enqueue_scheduled
from trustact_site.celery import app
from trustact_site.startup import refuse_unsafe_start

IDLE_SECONDS = 1.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does promised work: a Celery worker with the sweep beside it, or this process alone where"
        " no broker is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pool", choices=("threads", "prefork", "solo"), default=settings.WORKER_POOL
        )
        parser.add_argument("--concurrency", type=int, default=settings.WORKER_CONCURRENCY)
        parser.add_argument(
            "--no-beat", action="store_true", help="leave the sweep to another worker"
        )

    def handle(
        self, *args: Any, pool: str, concurrency: int, no_beat: bool, **options: Any
    ) -> None:
        if settings.CELERY_BROKER_URL.startswith("memory:"):
            refuse_unsafe_start()
            work_alone()
        else:
            # Celery asks too, at its own start: trustact_site/celery.py.
            app.worker_main(worker_arguments(pool=pool, concurrency=concurrency, beat=not no_beat))


def worker_arguments(*, pool: str, concurrency: int, beat: bool) -> list[str]:
    arguments = ["worker", f"--pool={pool}", f"--concurrency={concurrency}", "--loglevel=WARNING"]
    arguments += ["--without-gossip", "--without-mingle", "--without-heartbeat", "--queues=outbox"]
    return [*arguments, "--beat", f"--schedule={_schedule_file()}"] if beat else arguments


def _schedule_file() -> Path:
    folder = Path(settings.DATA_DIR) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "beat-schedule"


def work_alone() -> None:
    """Without a broker nobody rings: look for work once a second until told to stop."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping:
        _one_round()
        time.sleep(IDLE_SECONDS)


def _one_round() -> None:
    close_old_connections()
    try:
        enqueue_scheduled(at=clock.now())
        run_due(at=clock.now())
    except Exception as error:  # noqa: BLE001 - a database that restarts must not end the worker
        logger.warning("round_failed", extra={"error": type(error).__name__})
