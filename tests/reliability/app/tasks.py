from __future__ import annotations

import os
import signal
import time
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from reports.core.failpoints import reach
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler
from reports.outbox.runner import check_lease
from tests.reliability.app.models import Effect

LEASE = timedelta(seconds=float(os.environ.get("TRUSTACT_TEST_LEASE", "5")))
SLOW = float(os.environ.get("TRUSTACT_TEST_SLOW", "0"))


class Flaky(Exception):
    """Always fails."""


@job_handler("reliability.effect", lane=Lane.NOTICES, lease=LEASE, max_attempts=1000)
def effect(object_id: UUID, version: int) -> None:
    """Slow work, then its effect, as a handler ought to write it."""
    reach("handler_begun")
    time.sleep(SLOW)
    reach("work_done")
    with transaction.atomic():
        check_lease()
        if not Effect._default_manager.filter(object_id=object_id, version=version).exists():
            Effect._default_manager.create(object_id=object_id, version=version)
        reach("effect_written")
    reach("effect_committed")


@job_handler("reliability.flaky", lane=Lane.NOTICES, lease=LEASE, max_attempts=2)
def flaky(object_id: UUID, version: int) -> None:
    raise Flaky


@job_handler("reliability.poison", lease=LEASE, max_attempts=1)
def poison(object_id: UUID, version: int) -> None:
    """Ends its worker as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


@job_handler("reliability.backlog")
def backlog(object_id: UUID, version: int) -> None:
    """Slow work of which there is much."""
    time.sleep(0.5)


@job_handler("reliability.alarm", lane=Lane.URGENT)
def alarm(object_id: UUID, version: int) -> None:
    """Nothing: what is asked is when it began."""
