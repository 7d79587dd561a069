"""What a worker notes of itself and of what it reaches, so that probes and the page of operations
need only read it.
"""

import os
import shutil
import socket
import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from reports.core import clock
from reports.core.verbs import verb
from reports.outbox.lanes import Lane
from reports.outbox.models import Node
from reports.outbox.time_limits import interrupted_after
from reports.outbox.wakeup import broker_answers, has_broker

NOTED_EVERY: Final = timedelta(seconds=20)
FORGOTTEN_AFTER: Final = timedelta(days=1)
# For all that is tried together: whoever notes has other work.
PROBE_SECONDS: Final = 8.0


def look_around(lanes: Sequence[Lane]) -> Node:
    """Try what a worker needs. Only for the main thread of a process of the worker."""
    return Node(
        name=f"{socket.gethostname()}-{os.getppid()}",
        release=release(),
        lanes=",".join(lanes),
        broker_answers=_works(broker_answers) if has_broker() else None,
        storage_written=_works(_write_to_storage),
        schema_is_current=schema_is_current(),
        disk_free_percent=_free_percent(Path(settings.DATA_DIR)),
        clock_ahead_seconds=(clock.now() - clock.database_now()).total_seconds(),
    )


@verb(system=True)
def note_node(found: Node, *, at: datetime) -> None:
    """Keep it, and forget workers that were stopped long ago."""
    Node.objects.filter(name=found.name).delete()
    found.noted_at = at
    found.save()
    Node.objects.filter(noted_at__lt=at - FORGOTTEN_AFTER).delete()


def _works(probe: Callable[[], bool]) -> bool:
    try:
        with interrupted_after(PROBE_SECONDS / 2):
            return probe()
    except Exception:  # noqa: BLE001 - whatever happens, it does not work
        return False


def _write_to_storage() -> bool:
    name = default_storage.save("probe", ContentFile(b"written"))
    default_storage.delete(name)
    return True


def _free_percent(folder: Path) -> int:
    usage = shutil.disk_usage(folder if folder.is_dir() else folder.parent)
    return int(100 * usage.free / usage.total)


def schema_is_current() -> bool:
    """Whether the tables are exactly those of this release."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return False
    return {name for app, name in applied if app == "reports"} == _migrations_of_release()


@cache
def _migrations_of_release() -> frozenset[str]:
    loader = MigrationLoader(None)
    return frozenset(name for app, name in loader.disk_migrations if app == "reports")


@cache
def release() -> str:
    """The release that runs here."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
