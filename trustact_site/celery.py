"""The engine that delivers promised work: a queue for each lane, time limits with each message.
Messages hold ids only; rows in the outbox hold the truth.

A task is acknowledged after it has run and given back when its worker is lost; no results are kept.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, setup_logging, worker_process_init

from reports.outbox import lanes
from reports.outbox.lanes import Lane
from reports.outbox.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustact_site.settings")

# For messages that name no limits of their own; every job's message does.
SOFT_LIMIT_SECONDS = 240
HARD_LIMIT_SECONDS = 270
START_LIMIT_SECONDS = 30
TRANSPORT = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    # Whoever rings does not wait for a broker that is down: the sweep rings again.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    # A worker of two queues empties the first one first.
    "queue_order_strategy": "priority",
}


def patient_transport() -> dict[str, Any]:
    """For whoever takes messages: it waits at the broker for longer than a request may."""
    return {**TRANSPORT, "socket_connect_timeout": 2, "socket_timeout": 10}


def configuration() -> dict[str, Any]:
    """Read when Celery is first used, so that importing this module needs no settings."""
    from django.conf import settings

    return {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": TRANSPORT,
        "accept_content": ["json"],
        "task_serializer": "json",
        "result_backend": None,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 200,
        "worker_proc_alive_timeout": START_LIMIT_SECONDS,
        "task_soft_time_limit": SOFT_LIMIT_SECONDS,
        "task_time_limit": HARD_LIMIT_SECONDS,
        "task_default_queue": Lane.BULK.value,
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
        "event_queue_expires": 60,
        "enable_utc": True,
        "timezone": "UTC",
    }


app = Celery("trustact", set_as_current=True)
app.add_defaults(configuration)
app.autodiscover_tasks(["reports"])


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Logging is configured by Django's settings, for the worker as for the web."""


@celeryd_init.connect
def _refuse_unsafe_start(**_: Any) -> None:
    """A worker started with Celery's own command is asked what every other start is asked."""
    if lanes.served:
        return  # run_worker has asked, before it forked
    from trustact_site.startup import one_sentence, refuse_unsafe_start

    with one_sentence():
        refuse_unsafe_start()


@worker_process_init.connect
def _end_with_parent(**_: Any) -> None:
    """A child of a killed worker must not go on working."""
    end_with_parent()
