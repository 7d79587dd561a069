"""How long a page may wait for PostgreSQL: then it says that the service is away for a moment,
instead of holding a web process until its own end. Workers and commands have limits of their own.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Both below the web server's own limit (deploy/gunicorn.conf.py), which ends the process.
STATEMENT_SECONDS: Final = 15
LOCK_SECONDS: Final = 5


def limit_database() -> None:
    """Hold every connection that this process opens from now on to the limits."""
    connection_created.connect(_limit, dispatch_uid="web.database_limits")


def _limit(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
