"""Run the background work of this installation."""

import logging
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from reports.core import clock
from reports.outbox import lanes
from reports.outbox.lanes import GROUPS, Lane
from reports.outbox.nodes import NOTED_EVERY, look_around, note_node
from reports.outbox.processes import GroupMember, ProcessGroup
from reports.outbox.runner import run_due
from reports.outbox.sweep import enqueue_scheduled, sweep
from reports.outbox.time_limits import time_limits
from reports.outbox.wakeup import has_broker
from trustact_site.celery import app, patient_transport
from trustact_site.startup import refuse_unsafe_start

IDLE_SECONDS = 1.0
SWEEP_SECONDS = 5.0
# How long the sweep works itself before it asks again whether the broker is back.
TURN_SECONDS = 20.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does promised work: for each lane a Celery worker, or without a broker a process that asks"
        " the table; and beside them the sweep."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lanes",
            default=",".join(Lane),
            help="which kinds of work this worker does, separated by commas (all)",
        )
        parser.add_argument(
            "--concurrency",
            type=int,
            default=settings.WORKER_CONCURRENCY,
            help="notices made at once",
        )

    def handle(self, *args: Any, concurrency: int, **options: Any) -> None:
        asked = options["lanes"].split(",")
        if not set(asked) <= set(Lane):
            raise CommandError(f"--lanes takes {', '.join(Lane)}.", returncode=2)
        refuse_unsafe_start()
        ProcessGroup(members(asked, concurrency=concurrency)).run()


def members(asked: list[str], *, concurrency: int) -> list[GroupMember]:
    """One process for each group of lanes, and the sweep."""
    groups = [tuple(lane for lane in group if lane in asked) for group in GROUPS]
    work = partial(celery_worker, concurrency=concurrency) if has_broker() else work_alone
    serving = [
        GroupMember(name="-".join(group), work=partial(work, group)) for group in groups if group
    ]
    mine = tuple(map(Lane, asked))
    return [
        *serving,
        GroupMember(name="sweep", work=partial(keep_sweeping, mine)),
        GroupMember(name="notes", work=partial(keep_noting, mine)),
    ]


def celery_worker(group: tuple[Lane, ...], *, concurrency: int) -> None:
    """A Celery worker of these lanes, with processes of its own that keep to the time limits."""
    lanes.served = group
    app.conf.broker_transport_options = patient_transport()
    at_once = concurrency if Lane.NOTICES in group else 1
    name, queues = "-".join(group), ",".join(group)
    arguments = ["worker", "--pool=prefork", f"--concurrency={at_once}", f"--queues={queues}"]
    arguments += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.worker_main([*arguments, "--loglevel=WARNING", f"--hostname={name}@%h"])


def work_alone(group: tuple[Lane, ...]) -> None:
    """Without a broker nobody rings: look for work of these lanes once a second."""
    lanes.served = group
    _repeat(
        lambda: run_due(
            at=clock.database_now(), lanes=group, limits=time_limits, seconds=IDLE_SECONDS
        ),
        every=IDLE_SECONDS,
    )


def keep_sweeping(asked: tuple[Lane, ...]) -> None:
    """The timetable, and work that nobody heard of. Where the broker is away, it is done here."""
    _repeat(partial(_one_sweep, asked), every=SWEEP_SECONDS)


def keep_noting(asked: tuple[Lane, ...]) -> None:
    """What this worker is and reaches, in a process of its own: what is tried may hang."""

    def note() -> int:
        note_node(look_around(asked), at=clock.database_now())
        return 0

    _repeat(note, every=NOTED_EVERY.total_seconds())


def _one_sweep(asked: tuple[Lane, ...]) -> int:
    at = clock.database_now()
    if not has_broker():
        enqueue_scheduled(at=at)
    elif not sweep(at=at):
        run_due(at=at, lanes=asked, limits=time_limits, seconds=TURN_SECONDS)
    return 0


def _repeat(one_round: Callable[[], int], *, every: float) -> None:
    """Again and again until told to stop, at once where a round found work; a database that
    restarts must not end it.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping:
        close_old_connections()
        found = 0
        try:
            found = one_round()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round tries again
            logger.warning("round_failed", extra={"error": type(error).__name__})
        if not found:
            _wait(every, stopping)


def _wait(seconds: float, stopping: list[int]) -> None:
    end = time.monotonic() + seconds
    while not stopping and time.monotonic() < end:
        time.sleep(0.1)
