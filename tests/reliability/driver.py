"""What the crash tests run in a process of their own: children are forked, killed and counted.
Prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CHANCE = random.Random(20260301)
Verb = Callable[..., Any]


def in_child(
    work: Callable[[], object],
    *,
    failpoint: str = "",
    kill_after: float | None = None,
    once_said: int | None = None,
) -> bool:
    """Run in a forked child, killed at a named place, or a while after it began or first spoke.
    True if killed.
    """
    from django.db import connections

    from reports.core import failpoints

    connections.close_all()
    child = os.fork()
    if child == 0:
        failpoints.armed = failpoint
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    if once_said is not None:
        select.select([once_said], [], [], 30)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a child failed by itself")
    return os.WIFSIGNALED(status)


def outbox(points: str, rounds: str) -> dict[str, Any]:
    """Kill at each named place, again and again; then let everything be done, and count."""
    from reports.outbox.models import Job, JobStatus
    from tests.reliability.app.models import Effect

    at, killed, acknowledged = AT, 0, []
    for point in points.split(","):
        for _ in range(int(rounds)):
            at += timedelta(seconds=60)
            killed += in_child(partial(_promise, 3, at), failpoint=point)
            acknowledged += _promise(2, at)
            killed += in_child(partial(_run, at), failpoint=point)
    for _ in range(20):
        at += timedelta(hours=2)
        _run(at)
    promised = set(
        Job.objects.filter(kind="reliability.effect").values_list("object_id", flat=True)
    )
    effects = list(Effect._default_manager.values_list("object_id", flat=True))
    return {
        "killed": killed,
        "promised": len(promised),
        "acknowledged_but_missing": len(set(acknowledged) - promised),
        "not_done": (
            Job.objects.filter(kind="reliability.effect").exclude(status=JobStatus.DONE).count()
        ),
        "lost": len(promised - set(effects)),
        "duplicates": len(effects) - len(set(effects)),
    }


def _promise(count: int, at: datetime) -> list[Any]:
    from django.db import transaction

    from reports.outbox.actions import enqueue

    made = [uuid4() for _ in range(count)]
    with transaction.atomic():
        for object_id in made:
            enqueue(kind="reliability.effect", object_id=object_id, at=at)
        enqueue(kind="reliability.flaky", object_id=uuid4(), at=at)
    return made


def _run(at: datetime) -> None:
    from reports.outbox.runner import run_due

    run_due(at=at)


def rotation(records: str, kills: str) -> dict[str, Any]:
    """Rotate an agency's key under fire; then count what does not open."""
    from reports.sealing.actions import new_record_keys
    from reports.sealing.models import RecordKey
    from reports.sealing.providers.configured import key_provider
    from reports.sealing.record_keys import record_cipher
    from reports.sealing.rotation import destroy_old_keys, rotate

    new_record_keys(agency_code="hartford", count=int(records), at=AT)
    killed = sum(
        in_child(partial(rotate, "hartford"), kill_after=CHANCE.uniform(0.0, 0.15))
        for _ in range(int(kills))
    )
    rings = len(key_provider().key_ids("hartford"))
    last = rotate("hartford")
    destroyed = destroy_old_keys("hartford")
    rows = list(RecordKey.objects.all())
    for row in rows:
        record_cipher(row)
    return {
        "killed": killed,
        "keys_made": rings,
        "opened": sum(row.opened is not None for row in rows),
        "not_current": sum(row.key_id != last.key_id for row in rows),
        "destroyed": len(destroyed),
    }


def backups(kills: str) -> dict[str, Any]:
    """Kill backups at any moment: whatever stands under its name is whole."""
    from django.core.files.storage import default_storage
    from django.db import connection, transaction

    from reports.backups.actions import FILE, make_backup, read_manifest
    from reports.sealing.actions import new_record_key, store_sealed_file
    from reports.sealing.encryption import new_key
    from tests.support.acts import record

    key, directory = new_key(), Path(os.environ["TRUSTACT_DATA"]) / "backups"

    def once() -> None:
        make_backup(connection, default_storage, directory=directory, key=key, at=AT)

    with transaction.atomic():
        for _ in range(30):
            record_key = new_record_key(agency_code="hartford", at=AT)
            data = os.urandom(200_000)
            store_sealed_file(record_key=record_key, data=data, content_type="x/y", at=AT)
            record(chain="hartford", event="detainer.logged", actor="system:test", at=AT)
    once()
    killed, points = 0, ["backup_database", "backup_files", "backup_written", ""]
    for number in range(int(kills)):
        point = points[number % len(points)]
        killed += in_child(
            once, failpoint=point, kill_after=None if point else CHANCE.uniform(0.0, 0.1)
        )
        read_manifest(directory / FILE, key=key)
    once()
    left = [path.name for path in directory.iterdir() if path.name.startswith(".unfinished")]
    return {
        "killed": killed,
        "left": left,
        "files": len(read_manifest(directory / FILE, key=key).facts.files),
    }


def writers(kills: str) -> dict[str, Any]:
    """Kill a writer at any moment: what it acknowledged is there, and the trail is whole."""
    from django.db import connection

    from reports.audit.models import AuditEntry
    from reports.audit.verification import verify

    killed, acknowledged = 0, set()
    for _ in range(int(kills)):
        reading, writing = os.pipe()
        killed += in_child(
            partial(_write_until_killed, writing),
            kill_after=CHANCE.uniform(0.0, 0.06),
            once_said=reading,
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            acknowledged |= set(said.read().split("\n")[:-1])
    present = {entry_id.hex for entry_id in AuditEntry.objects.values_list("pk", flat=True)}
    return {
        "killed": killed,
        "acknowledged": len(acknowledged),
        "missing": len(acknowledged - present),
        "unacknowledged": len(present - acknowledged),
        "problems": [str(problem) for problem in verify(connection).problems],
    }


def _write_until_killed(end: int) -> None:
    from django.db import transaction

    from tests.support.acts import record

    while True:
        with transaction.atomic():
            entry = record(chain="hartford", event="detainer.read", actor="system:test", at=AT)
            record(chain="opm", event="export.made", actor="system:test", at=AT)
        os.write(end, f"{entry.pk.hex}\n".encode())


def promise_many(count: str) -> dict[str, Any]:
    """As a web process does: promises in transactions of their own, rung for after each."""
    from reports.core import clock

    for _ in range(int(count)):
        _promise(1, clock.now())
    return {"promised": int(count)}


def promise_backlog(count: str) -> dict[str, Any]:
    """Bulk work for minutes, among it a job that ends its worker, and behind it all one alarm."""
    from django.db import transaction

    from reports.core import clock
    from reports.outbox.actions import enqueue

    with transaction.atomic():
        enqueue(kind="reliability.poison", object_id=uuid4(), at=clock.now())
        for _ in range(int(count)):
            enqueue(kind="reliability.backlog", object_id=uuid4(), at=clock.now())
    with transaction.atomic():
        enqueue(kind="reliability.alarm", object_id=uuid4(), at=clock.now())
    return {}


def alarm_seconds() -> dict[str, Any]:
    """How long the alarm took from its promise until it was done."""
    from reports.outbox.models import Job

    job = Job.objects.get(kind="reliability.alarm")
    return {"seconds": job.done_at and (job.done_at - job.created_at).total_seconds()}


def count(kind: str = "reliability.effect") -> dict[str, Any]:
    """How things stand."""
    from django.db.models import Count

    from reports.outbox.models import Job
    from tests.reliability.app.models import Effect

    jobs = Job.objects.filter(kind=kind)
    effects = list(Effect._default_manager.values_list("object_id", flat=True))
    statuses = {
        row["status"]: row["n"] for row in jobs.order_by().values("status").annotate(n=Count("pk"))
    }
    return {
        "jobs": statuses,
        "effects": len(effects),
        "duplicates": len(effects) - len(set(effects)),
    }


def prepare() -> dict[str, Any]:
    """Tables and guards."""
    from django.core.management import call_command
    from django.db import connection

    from reports.audit.triggers import install_triggers

    call_command("migrate", run_syncdb=True, verbosity=0)
    install_triggers(connection)
    return {}


VERBS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        prepare,
        outbox,
        rotation,
        backups,
        writers,
        promise_many,
        promise_backlog,
        alarm_seconds,
        count,
    )
}


def main() -> None:
    import django

    django.setup()
    verb, *arguments = sys.argv[1:]
    sys.stdout.write(json.dumps(VERBS[verb](*arguments)))


if __name__ == "__main__":
    main()
