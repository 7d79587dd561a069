"""The wake-up: tells a worker at once that there is work. The row is the truth; a wake-up that is
not heard loses nothing.
"""

import logging
import time
from typing import Final
from uuid import UUID

from django.conf import settings

from reports.core.failpoints import reach
from trustact_site.celery import app

TASK: Final = "outbox.ring"
# Bells older than this are dropped by the worker: the sweep has rung again by then.
EXPIRES_SECONDS: Final = 120
QUIET_SECONDS: Final = 5.0

logger = logging.getLogger(__name__)


class _NoBroker:
    """After a failure the broker is left alone for a moment, so that requests do not wait for it
    one by one.
    """

    until = 0.0


def notify_worker(job_id: UUID) -> bool:
    """Send the id of a job to the workers. False when the broker could not be reached."""
    reach("committed")
    if settings.CELERY_BROKER_URL.startswith("memory:") or time.monotonic() < _NoBroker.until:
        return False
    try:
        app.send_task(
            TASK, args=[str(job_id)], expires=EXPIRES_SECONDS, retry=False, ignore_result=True
        )
    except Exception as error:  # noqa: BLE001 - whatever a broker does wrong, the row waits for the sweep
        _NoBroker.until = time.monotonic() + QUIET_SECONDS
        logger.warning("bell_not_heard", extra={"job": str(job_id), "error": type(error).__name__})
        return False
    return True
