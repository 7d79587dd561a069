"""Databases for benchmarks that compare writing: a durable PostgreSQL and a durable SQLite, each
with our tables.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

SQLITE = "bench_sqlite"


@contextmanager
def both_databases(models: Sequence[type[Model]]) -> Iterator[dict[str, BaseDatabaseWrapper]]:
    """The default database, which is PostgreSQL here, and an SQLite beside it, set as our settings
    set it.
    """
    from django.db import connection, connections

    with tempfile.TemporaryDirectory(prefix="trustact-bench-sqlite-") as folder:
        beside = _sqlite(Path(folder))
        connections[SQLITE] = beside
        for database in (connection, beside):
            _make_tables(database, models)
        try:
            yield {"PostgreSQL": connection, "SQLite": beside}
        finally:
            beside.close()
            del connections[SQLITE]


def _sqlite(folder: Path) -> BaseDatabaseWrapper:
    from django.conf import settings
    from django.db import connection
    from django.db.utils import load_backend

    described = {
        **connection.settings_dict,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "bench.sqlite3"),
        "OPTIONS": settings.SQLITE_OPTIONS,
    }
    made: BaseDatabaseWrapper = load_backend(described["ENGINE"]).DatabaseWrapper(described, SQLITE)
    return made


def _make_tables(database: BaseDatabaseWrapper, models: Sequence[type[Model]]) -> None:
    from reports.audit.models import AuditEntry
    from reports.audit.triggers import install_triggers

    with database.cursor() as cursor:
        present = set(database.introspection.table_names(cursor))
    with database.schema_editor() as editor:
        for model in models:
            if model._meta.db_table not in present:
                editor.create_model(model)
    if AuditEntry in models:
        install_triggers(database)


def at_once(writers: int, work: Callable[[int], None]) -> None:
    """The same work in several processes, from beginning to end of all of them."""
    from django.db import connections

    connections.close_all()
    children = [_forked(work, number) for number in range(writers)]
    for child in children:
        _, status = os.waitpid(child, 0)
        if status:
            raise RuntimeError("a writer failed")


def _forked(work: Callable[[int], None], number: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work(number)
        code = 0
    finally:
        os._exit(code)
