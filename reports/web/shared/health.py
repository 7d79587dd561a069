"""Probes: whether this process serves, and whether what it needs works. No sign-in, no secrets,
nothing about records.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from reports.core.clock import database_now
from reports.outbox.lanes import Lane
from reports.outbox.models import Node
from reports.outbox.nodes import release, schema_is_current
from reports.outbox.queries import nodes, queue_state
from reports.web.shared.guards import public

LATE_WORK = timedelta(minutes=15)
OLD_BACKUP = timedelta(hours=26)

Part = dict[str, Any]


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """This process serves. Checks nothing else, so that a slow database does not get the process
    killed.
    """
    return HttpResponse("serving\n", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """Yes or no; 503 when work would be lost or refused. Who holds the key of monitoring is told
    each part. What is tried here is the database; the rest is what workers noted in the last
    minute, so that asking costs nothing and writes nothing.
    """
    parts = {"database": _tried(_database), "schema": _tried(_schema)}
    parts |= _tried_by_workers()
    ready = all(part["ok"] for part in parts.values())
    answer: Part = {"ready": ready}
    if _has_key(request):
        warnings = {"queue": _tried(_queue), "last_backup": _tried(last_backup)}
        answer |= {**parts, "warnings": warnings, "release": release()}
    return JsonResponse(answer, status=200 if ready else 503)


def _has_key(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    key = settings.MONITORING_KEY
    return bool(key) and compare_digest(said.encode(), key.encode())


def _tried(probe: Callable[[], Part]) -> Part:
    """The probe's answer, or the class of what went wrong: a message could name a host or a
    path.
    """
    try:
        return {"ok": True, **probe()}
    except Exception as error:  # noqa: BLE001 - a probe reports whatever happens
        return {"ok": False, "error": type(error).__name__}


def _database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return {}


def _schema() -> Part:
    return {"ok": schema_is_current()}


def _tried_by_workers() -> dict[str, Part]:
    try:
        found = list(nodes(at=database_now()))
    except Exception as error:  # noqa: BLE001 - a probe reports whatever happens
        failed = {"ok": False, "error": type(error).__name__}
        return {"workers": failed, "broker": failed, "storage": failed}
    return {
        "workers": {"ok": lanes_served(found) == set(Lane), "count": len(found)},
        "broker": {"ok": any(node.broker_answers is not False for node in found)},
        "storage": {"ok": any(node.storage_written for node in found)},
    }


def lanes_served(found: list[Node]) -> set[str]:
    """The lanes that these workers serve together."""
    return {lane for node in found for lane in node.lanes.split(",")}


def _queue() -> Part:
    state = queue_state(at=database_now())
    return {
        "ok": state.oldest_due < LATE_WORK and not state.given_up,
        "waiting": state.waiting,
        "given_up": state.given_up,
    }


def last_backup() -> Part:
    """When the backup command last finished, from the stamp it leaves."""
    stamp = Path(settings.BACKUP_STAMP)
    if not stamp.is_file():
        return {"ok": False, "at": None}
    finished = datetime.fromisoformat(json.loads(stamp.read_text(encoding="utf-8"))["at"])
    return {"ok": database_now() - finished < OLD_BACKUP, "at": finished.isoformat()}
