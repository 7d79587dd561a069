"""Probes: whether this process serves, and whether what it needs works. No sign-in, no secrets,
nothing about records.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from reports.core.clock import now
from reports.outbox.queries import queue_state
from reports.web.shared.guards import public

LATE_WORK = timedelta(minutes=15)
OLD_BACKUP = timedelta(hours=26)


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """This process serves. Checks nothing else, so that a slow database does not get the process
    killed.
    """
    return HttpResponse("serving\n", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part and whether it works; 503 when work would be lost or refused. An old backup is
    reported, not fatal.
    """
    at = now()
    parts = {
        "database": _tried(_database),
        "queue": _tried(lambda: _queue(at)),
        "storage": _tried(_storage),
    }
    ready = all(part["ok"] for part in parts.values())
    answer = {"ready": ready, **parts, "last_backup": _tried(lambda: _last_backup(at))}
    return JsonResponse(answer, status=200 if ready else 503)


def _tried(probe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The probe's answer, or the class of what went wrong: a message could name a host or a
    path.
    """
    try:
        return {"ok": True, **probe()}
    except Exception as error:  # noqa: BLE001 - a probe reports whatever happens
        return {"ok": False, "error": type(error).__name__}


def _database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return {}


def _queue(at: datetime) -> dict[str, Any]:
    state = queue_state(at=at)
    return {
        "ok": state.oldest_due < LATE_WORK,
        "waiting": state.waiting,
        "given_up": state.given_up,
    }


def _storage() -> dict[str, Any]:
    default_storage.exists("readyz")
    return {}


def _last_backup(at: datetime) -> dict[str, Any]:
    """When the backup command last finished, from the stamp it leaves."""
    stamp = Path(getattr(settings, "BACKUP_STAMP", settings.DATA_DIR / "last_backup.json"))
    if not stamp.is_file():
        return {"ok": False, "at": None}
    finished = datetime.fromisoformat(json.loads(stamp.read_text(encoding="utf-8"))["at"])
    return {"ok": at - finished < OLD_BACKUP, "at": finished.isoformat()}
