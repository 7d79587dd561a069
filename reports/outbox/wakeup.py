"""The wake-up: tells a worker at once that there is work. The row is the truth; a wake-up that is
not heard loses nothing.
"""

import logging
import time
from math import ceil
from typing import Final
from uuid import UUID

from django.conf import settings

from reports.core.failpoints import reach
from reports.outbox.registry import kind_named
from trustact_site.celery import app

TASK: Final = "outbox.ring"
# Messages older than this are dropped by the worker: the sweep has sent another by then.
EXPIRES_SECONDS: Final = 120
QUIET_SECONDS: Final = 15.0

logger = logging.getLogger(__name__)


class _NoBroker:
    """After a failure the broker is left alone for a moment, so that requests do not wait for it
    one by one.
    """

    until = 0.0


def has_broker() -> bool:
    """Whether this installation has one at all."""
    return not str(settings.CELERY_BROKER_URL).startswith("memory:")


def broker_answers() -> bool:
    """Whether it does, within the time limits of its connection. Raises what its client raises."""
    with app.connection_for_write() as held:
        return held.default_channel is not None  # opening it asks the server


def notify_worker(job_id: UUID, kind: str) -> bool:
    """Send the id of a job to its lane, with the time limits of its kind. False when the broker
    could not be reached.
    """
    reach("committed")
    if not has_broker() or time.monotonic() < _NoBroker.until:
        return False
    work = kind_named(kind)
    try:
        app.send_task(
            TASK,
            args=[str(job_id)],
            queue=work.lane.value,
            soft_time_limit=ceil(work.soft_limit),
            time_limit=ceil(work.hard_limit),
            expires=EXPIRES_SECONDS,
            retry=False,
            ignore_result=True,
        )
    except Exception as error:  # noqa: BLE001 - whatever a broker does wrong, the row waits for the sweep
        _NoBroker.until = time.monotonic() + QUIET_SECONDS
        logger.warning("bell_not_heard", extra={"job": str(job_id), "error": type(error).__name__})
        return False
    return True
